using Gateway.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Cgi.Tests.Proxies;

/// <summary>The server of docs/deployment.md that takes its socket from systemd.</summary>
internal static class ActivatedServer
{
    public static Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(options => options.UseSystemd());
        builder.Services.Configure<ForwardedHeadersOptions>(
            options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        var server = builder.Build();
        server.UseForwardedHeaders();
        server.UseGatewayApp(Hello);
        return server.RunAsync();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Hello(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text($"Hello {environ.RemoteAddr} at {environ.UrlScheme}\n");
    }
}
