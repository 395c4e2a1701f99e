using System.Net;
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

/// <summary>The other half of the parts with sockets: one of the <see cref="Pipelines"/>, in a process of its own, so that its CPU time and memory are its own.</summary>
internal static class ServeCommand
{
    public static async Task RunAsync(string name)
    {
        if (!Pipelines.All.TryGetValue(name, out var configure))
            throw new ArgumentException($"There is no server '{name}'. There are: {string.Join(", ", Pipelines.All.Keys)}.");

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        using var certificate = Certificate.Create();
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

        await using var server = builder.Build();
        configure(server);
        await server.StartAsync();
        foreach (var address in server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses)
            Console.WriteLine(address);
        Console.WriteLine("ready");
        // Whoever started this ends it by closing its input, and cannot leave it behind by dying.
        await Console.In.ReadToEndAsync();
        await server.StopAsync(new CancellationToken(canceled: true));
    }
}
