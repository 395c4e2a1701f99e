using System.Net;
using System.Security.Cryptography.X509Certificates;
using Gateway.Benchmarks.Apps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Benchmarks.Serving;

/// <summary>The other half of the parts with sockets: <see cref="Pipelines"/>, in a process of their own, so that CPU time and memory are
/// the servers' alone.</summary>
internal static class ServeCommand
{
    /// <summary>The environment variable that makes Kestrel's transport run continuations where they become due.</summary>
    public const string InlineScheduling = "GATEWAY_BENCHMARK_INLINE_SCHEDULING";

    /// <summary>Serves each pipeline at addresses of its own, which it prints, until the input ends.</summary>
    public static async Task RunAsync(IEnumerable<string> names)
    {
        using var certificate = DevelopmentCertificate.Create();
        var servers = new List<WebApplication>();
        foreach (var name in names)
            servers.Add(await StartAsync(name, certificate));
        Console.WriteLine("ready");
        // Whoever started this ends it by closing its input, and cannot leave it behind by dying.
        await Console.In.ReadToEndAsync();
        foreach (var server in servers)
        {
            await server.StopAsync(new CancellationToken(canceled: true));
            await server.DisposeAsync();
        }
    }

    private static async Task<WebApplication> StartAsync(string name, X509Certificate2 certificate)
    {
        if (!Pipelines.All.TryGetValue(name, out var configure))
            throw new ArgumentException($"There is no server '{name}'. There are: {string.Join(", ", Pipelines.All.Keys)}.");

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (Environment.GetEnvironmentVariable(InlineScheduling) is not null)
            builder.WebHost.UseSockets(transport => transport.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            // A reader may be as slow as the benchmark wants it.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate).Protocols = HttpProtocols.Http1AndHttp2);
        });
        MinimalApiJson.Configure(builder.Services);

        var server = builder.Build();
        configure(server);
        await server.StartAsync();
        foreach (var address in server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses)
            Console.WriteLine(address);
        return server;
    }
}
