using System.Text;
using Gateway;
using Gateway.Testing;

namespace GatewayMiddleware1.Tests;

/// <summary>A linter on each side tells whether it is the middleware that breaks a rule of the contract.</summary>
public sealed class MiddlewareTests
{
    [Fact]
    public async Task A_synchronous_app_is_timed()
    {
        GatewayApp app = (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text("Hello");
        };

        var response = await new GatewayClient(app.Use(Lint.Check).Use(Middleware.Timed).Use(Lint.Check)).Get("/");

        Assert.Equal("200 OK", response.Status);
        Assert.Equal("Hello", response.Text);
        Assert.StartsWith("app;dur=", response.Headers["Server-Timing"]);
    }

    [Fact]
    public async Task An_asynchronous_app_is_timed()
    {
        AsyncIteratorApp app = Hello;

        var response = await new GatewayClient(app.ToAsync().Use(Lint.Check).Use(Middleware.Timed).Use(Lint.Check)).Get("/");

        Assert.Equal("200 OK", response.Status);
        Assert.Equal("Hello", response.Text);
        Assert.StartsWith("app;dur=", response.Headers["Server-Timing"]);

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Hello(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            await Task.Yield();
            yield return Encoding.UTF8.GetBytes("Hello");
        }
    }
}
