using System.Text;
using Gateway;
using Gateway.Toolkit;
using Microsoft.Extensions.Configuration;

namespace SeveralApps;

/// <summary>An app in every form that one can have.</summary>
public static class Apps
{
    public static readonly GatewayApp Field = Method;

    public static AsyncGatewayApp Property { get; } = Property1;

    public static Greeting Converted { get; } = new("converted");

    public static Func<Environ, StartResponse, Body> Function => (_, startResponse) => Text(startResponse, "function");

    public static IEnumerable<ReadOnlyMemory<byte>> Method(Environ environ, StartResponse startResponse) => Text(startResponse, "method");

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Iterator(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        await Task.Yield();
        yield return Encoding.UTF8.GetBytes("iterator");
    }

    public static Router Router { get; } = CreateRouter();

    public static GatewayApp Broken => throw new InvalidOperationException("the property is broken");

    public static GatewayApp? Null => null;

    public static Task<Body> Almost(Environ environ, StartResponse startResponse) => Task.FromResult(Text(startResponse, "almost"));

    public static GatewayApp Exclaiming(GatewayApp app) => (environ, startResponse) => [.. app(environ, startResponse), "!"u8.ToArray()];

    public static AsyncGatewayApp Asking(AsyncGatewayApp app) =>
        async (environ, startResponse) => Question(await app(environ, startResponse));

    internal static Body Text(StartResponse startResponse, string text)
    {
        startResponse("200 OK", []);
        return Body.Text(text);
    }

    public static Router MakeRouter() => CreateRouter();

    public static GatewayApp Make(IServiceProvider services, IConfiguration configuration) => (environ, startResponse) =>
        Text(startResponse, $"made with {configuration["SEVERAL_APPS"]} {services.GetService(typeof(IConfiguration)) is not null}");

    public static GatewayApp MakeNothing() => throw new InvalidOperationException("the factory is broken");

    private static Response Show(Request request, int id) => Response.Text($"article {id}");

    private static Router CreateRouter()
    {
        var router = new Router();
        router.Get<int>("/articles/{id:int}", Show).Named("article");
        router.Get("/lambda", async request => await Task.FromResult(Response.Text("awaited")));
        router.Mount("/files", Method);
        return router;
    }

    private static ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> Property1(Environ environ, StartResponse startResponse) =>
        new(Text(startResponse, "property"));

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Question(IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        await foreach (var block in body)
            yield return block;
        yield return "?"u8.ToArray();
    }
}
