namespace Gateway.Toolkit.Tests;

/// <summary>What the toolkit adds to an environ is nothing that the contract keeps for itself.</summary>
public class LintedTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_linted_app_below_a_router_and_after_a_form_is_clean(bool isAsync)
    {
        var router = new Router();
        router.Mount("/app", ReadsForm(environ => Ends().Use(Lint.Check)));
        router.Get("/{id:int}", ReadsForm(environ => Ends().Use(Lint.Check)));
        var client = isAsync
            ? new GatewayClient(((AsyncGatewayApp)router).Use(Lint.Check))
            : new GatewayClient(router.ToSyncApp().Use(Lint.Check));

        var response = await client.Post("/app/below", "a=1", "application/x-www-form-urlencoded");

        response.Text.ShouldBe("1 below");
        response.Errors.ShouldBe("");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_linted_app_behind_every_middleware_is_clean(bool isAsync)
    {
        var signer = new CookieSigner(new byte[CookieSigner.MinKeyLength]);
        Middleware[] all =
            [new Sessions(signer), new RewindableInput(), new MaxBody(1000), new ErrorPages(), new ProxyFix(), new RequestId()];
        var app = ReadsForm(environ =>
        {
            environ.Session()["a"] = "1";
            return Ends().Use(Lint.Check);
        });
        var client = isAsync
            ? new GatewayClient(all.Aggregate(app.ToAsync(), (inner, middleware) => inner.Use(middleware)).Use(Lint.Check))
            : new GatewayClient(all.Aggregate(app, (inner, middleware) => inner.Use(middleware)).Use(Lint.Check));

        var response = await client.Post("/below", "a=1", "application/x-www-form-urlencoded");

        response.Text.ShouldBe("1 below");
        response.Errors.ShouldBe("");
    }

    private static GatewayApp ReadsForm(Func<Environ, GatewayApp> behind) => (environ, startResponse) =>
    {
        environ["example.field"] = new Request(environ).ReadForm().Fields["a"].ToString();
        return behind(environ)(environ, startResponse);
    };

    private static GatewayApp Ends() => (environ, startResponse) =>
        Response.Text($"{environ["example.field"]} {environ.PathInfo.TrimStart('/')}").Send(environ, startResponse);
}
