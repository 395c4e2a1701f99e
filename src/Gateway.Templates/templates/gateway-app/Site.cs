using Gateway;
#if (toolkit)
using Gateway.Toolkit;
#endif

/// <summary>The app. It knows no server: Program.cs, the tests and "gateway serve" all take it from here.</summary>
public static class Site
{
#if (toolkit)
    public static AsyncGatewayApp App { get; } = Build();

    private static Router Build()
    {
        var router = new Router();
        router.Get("/", request => Response.Text("Hello World!\n"));
        router.Get("/hello/{name}", (Request request, string name) => Response.Text($"Hello {name}!\n"));
        return router;
    }
#else
    public static GatewayApp App { get; } = (environ, startResponse) =>
    {
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return Body.Text("Hello World!\n");
    };
#endif
}
