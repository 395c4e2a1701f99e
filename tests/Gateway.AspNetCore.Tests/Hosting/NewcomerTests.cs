using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>What a newcomer writes compiles without a cast, in every shape and at every entrance, and runs as it stands.</summary>
public sealed class NewcomerTests
{
    private const string Numbers = "3\n2\n1\n";

    [Fact]
    public async Task A_lambda_is_served() =>
        await ShouldAnswerAsync("Hello World!", application => application.UseGatewayApp((environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text("Hello World!");
        }));

    [Fact]
    public async Task An_async_lambda_is_served() =>
        await ShouldAnswerAsync("{\"title\":\"/\"}", application => application.UseGatewayApp(async (environ, startResponse) =>
        {
            var article = await FindAsync(environ.PathInfo);
            startResponse("200 OK", [("Content-Type", "application/json")]);
            return Body.Json(article, AppJson.Default.Article);
        }));

    [Fact]
    public async Task A_generator_is_served() =>
        await ShouldAnswerAsync(Numbers, application => application.UseGatewayApp(NewcomerApps.Countdown));

    [Fact]
    public async Task An_async_iterator_is_served() =>
        await ShouldAnswerAsync(Numbers, application => application.UseGatewayApp(NewcomerApps.AsyncCountdown));

    [Fact]
    public async Task An_async_method_is_served() =>
        await ShouldAnswerAsync(Numbers, application => application.UseGatewayApp(NewcomerApps.AsyncMethod));

    [Fact]
    public async Task A_method_that_returns_a_body_is_served() =>
        await ShouldAnswerAsync(Numbers, application => application.UseGatewayApp(NewcomerApps.OrdinaryMethod));

    [Fact]
    public async Task A_lambda_around_an_async_iterator_with_a_token_is_served() => await ShouldAnswerAsync(Numbers, application =>
        application.UseGatewayApp(
            (environ, startResponse) => NewcomerApps.AsyncCountdownWithToken(environ, startResponse, environ.RequestAborted)));

    [Fact]
    public async Task A_wrapped_app_is_served() => await ShouldAnswerAsync(Numbers, application =>
    {
        GatewayApp app = NewcomerApps.Countdown;
        application.UseGatewayApp(app.Use(NewcomerApps.ProxyHost));
    });

    [Fact]
    public async Task A_pipeline_is_served() => await ShouldAnswerAsync(Numbers, application =>
        application.UseGatewayApp(
            new GatewayPipeline().Map("/elsewhere", NewcomerApps.OrdinaryMethod).Run(NewcomerApps.AsyncCountdown).Build()));

    [Fact]
    public async Task A_lambda_that_only_throws_gives_a_500()
    {
        await using var host = await GatewayHost.StartPipelineAsync(
            application => application.UseGatewayApp((e, s) => throw new InvalidOperationException("on purpose")));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(500);
        (await host.Log.WaitForErrorAsync()).Exception!.Message.ShouldBe("on purpose");
    }

    [Fact]
    public async Task Each_kind_of_app_can_be_mapped()
    {
        await using var host = await GatewayHost.StartPipelineAsync(application =>
        {
            application.MapGatewayApp("/lambda", (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Text(Numbers);
            });
            application.MapGatewayApp("/async-lambda", async (environ, startResponse) =>
            {
                await Task.Yield();
                startResponse("200 OK", []);
                return Body.Text(Numbers);
            });
            application.MapGatewayApp("/generator", NewcomerApps.Countdown);
            application.MapGatewayApp("/async-iterator", NewcomerApps.AsyncCountdown);
            application.MapGatewayApp("/async-method", NewcomerApps.AsyncMethod);
            application.MapGatewayApp("/method", NewcomerApps.OrdinaryMethod);
            application.MapGatewayApp("/throws", (e, s) => throw new InvalidOperationException("on purpose"));
        });
        await using var connection = await host.ConnectAsync();

        foreach (var path in new[] { "/lambda", "/async-lambda", "/generator", "/async-iterator", "/async-method", "/method" })
            (await connection.GetAsync(path)).Text.ShouldBe(Numbers, path);
        (await connection.GetAsync("/throws")).Status.ShouldBe(500);
    }

    [Fact]
    public async Task Middleware_changes_the_environ_going_in_and_the_headers_coming_out()
    {
        await using var host = await GatewayHost.StartPipelineAsync(application =>
        {
            GatewayApp app = (environ, startResponse) =>
            {
                startResponse("200 OK", [("X-App", "1")]);
                return Body.Text(environ.RemoteAddr!);
            };
            application.UseGatewayApp(app.Use(NewcomerApps.ProxyHost));
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/", "X-Forwarded-For: 192.0.2.7");

        response.Text.ShouldBe("192.0.2.7");
        response.Header("Via").ShouldBe("proxy");
        response.Header("X-App").ShouldBe("1");
    }

    private static async Task ShouldAnswerAsync(string expected, Action<WebApplication> use)
    {
        await using var host = await GatewayHost.StartPipelineAsync(use);
        await using var connection = await host.ConnectAsync();
        var response = await connection.GetAsync("/");
        response.Status.ShouldBe(200);
        response.Text.ShouldBe(expected);
        response.LooksWhole.ShouldBeTrue();
        (await connection.GetAsync("/")).Text.ShouldBe(expected);
    }

    private static async Task<Article> FindAsync(string path)
    {
        await Task.Yield();
        return new Article(path);
    }
}
