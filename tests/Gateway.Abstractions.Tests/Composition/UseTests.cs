using Gateway.Fakes;

namespace Gateway.Composition;

public class UseTests
{
    private static readonly GatewayApp App = (environ, startResponse) =>
    {
        startResponse("200 OK", []);
        return Body.Text((string)environ["seen"]! + "app");
    };

    [Fact]
    public void What_is_used_last_sees_the_request_first()
    {
        var wrapped = App.Use(Sync("inner ")).Use(Sync("outer "));

        RecordedResponse.Run(wrapped, Environ.ForRequest()).Text.ShouldBe("outer inner app");
    }

    [Fact]
    public async Task The_same_holds_for_asynchronous_middleware()
    {
        var wrapped = App.ToAsync().Use(Async("inner ")).Use(Async("outer "));

        (await RecordedResponse.RunAsync(wrapped, Environ.ForRequest())).Text.ShouldBe("outer inner app");
    }

    [Fact]
    public void Middleware_is_called_once_when_it_is_used_and_not_per_request()
    {
        var calls = 0;
        var wrapped = App.Use(app =>
        {
            calls++;
            return Sync("")(app);
        });

        RecordedResponse.Run(wrapped, Environ.ForRequest());
        RecordedResponse.Run(wrapped, Environ.ForRequest());

        calls.ShouldBe(1);
    }

    [Fact]
    public void Middleware_that_makes_no_app_is_named()
    {
        Should.Throw<GatewayContractException>(() => App.Use(Forgetful)).Message.ShouldContain($"{nameof(UseTests)}.{nameof(Forgetful)}");
        Should.Throw<GatewayContractException>(() => App.ToAsync().Use(ForgetfulAsync))
            .Message.ShouldContain($"{nameof(UseTests)}.{nameof(ForgetfulAsync)}");
        Should.Throw<GatewayContractException>(() => new GatewayPipeline().Use(ForgetfulAsync).Build())
            .Message.ShouldContain(nameof(ForgetfulAsync));
    }

    [Fact]
    public void App_and_middleware_are_needed()
    {
        Should.Throw<ArgumentNullException>(() => App.Use(null!)).ParamName.ShouldBe("middleware");
        Should.Throw<ArgumentNullException>(() => App.ToAsync().Use(null!)).ParamName.ShouldBe("middleware");
        Should.Throw<ArgumentNullException>(() => ((GatewayApp)null!).Use(Forgetful)).ParamName.ShouldBe("app");
        Should.Throw<ArgumentNullException>(() => ((AsyncGatewayApp)null!).Use(ForgetfulAsync)).ParamName.ShouldBe("app");
        Should.Throw<ArgumentNullException>(() => ((GatewayApp)null!).ToAsync()).ParamName.ShouldBe("app");
        Should.Throw<ArgumentNullException>(() => ((AsyncIteratorApp)null!).ToAsync()).ParamName.ShouldBe("app");
    }

    private static GatewayApp Forgetful(GatewayApp app) => null!;

    private static AsyncGatewayApp ForgetfulAsync(AsyncGatewayApp app) => null!;

    private static GatewayMiddleware Sync(string mark) => app => (environ, startResponse) =>
    {
        environ["seen"] = environ.TryGetValue("seen", out var seen) ? seen + mark : mark;
        return app(environ, startResponse);
    };

    private static AsyncGatewayMiddleware Async(string mark) => app => async (environ, startResponse) =>
    {
        await Task.Yield();
        environ["seen"] = environ.TryGetValue("seen", out var seen) ? seen + mark : mark;
        return await app(environ, startResponse);
    };
}
