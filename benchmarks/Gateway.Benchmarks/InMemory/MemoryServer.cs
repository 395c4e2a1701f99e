using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gateway.Benchmarks.InMemory;

/// <summary>Kestrel over a <see cref="MemoryTransport"/>, without logging.</summary>
internal sealed class MemoryServer : IAsyncDisposable
{
    private readonly WebApplication _server;

    private MemoryServer(WebApplication server) => _server = server;

    /// <summary>Starts a server.</summary>
    /// <param name="configure">Its pipeline.</param>
    /// <param name="services">Its services, where it needs any.</param>
    public static async Task<MemoryServer> StartAsync(Action<WebApplication> configure, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Here, and not on builder.Services: only so it comes after the socket transport, which would win.
#pragma warning disable ASP0012
        builder.WebHost.ConfigureServices(collection =>
        {
            collection.RemoveAll<IConnectionListenerFactory>();
            collection.AddSingleton<MemoryTransport>();
            collection.AddSingleton<IConnectionListenerFactory>(provider => provider.GetRequiredService<MemoryTransport>());
        });
#pragma warning restore ASP0012
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(5000);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        services?.Invoke(builder.Services);

        var server = builder.Build();
        configure(server);
        await server.StartAsync();
        return new MemoryServer(server);
    }

    /// <summary>A client with a connection of its own.</summary>
    /// <param name="request">What it sends, again and again: one whole HTTP/1.1 request.</param>
    /// <param name="depth">How many requests it sends at once.</param>
    public PipelinedClient Connect(ReadOnlySpan<byte> request, int depth = PipelinedClient.DefaultDepth) =>
        new(_server.Services.GetRequiredService<MemoryTransport>().Connect().Client, request, depth);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
