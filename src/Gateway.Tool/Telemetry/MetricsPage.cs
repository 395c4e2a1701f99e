using Gateway.Tool.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace Gateway.Tool.Telemetry;

/// <summary>The metrics as text for Prometheus, on a port of their own: neither the app nor its clients come near it.</summary>
internal sealed class MetricsPage : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Binding _binding;

    public MetricsPage(Binding binding, MeterProvider meters)
    {
        _binding = binding;
        _server = SideServer.Create(server => binding.Listen(server, _ => { }));
        _server.Use(ExceptItself);
        _server.UseOpenTelemetryPrometheusScrapingEndpoint(
            meters, predicate: null, path: "/metrics", configureBranchedPipeline: null, optionsName: null);
        _server.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    public string Url => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        + "/metrics";

    /// <exception cref="ToolException">It cannot listen there.</exception>
    public async Task StartAsync()
    {
        try
        {
            await _server.StartAsync();
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            throw new ToolException(ExitCode.Listen, $"--metrics {_binding.Address}: cannot listen there: {error.Message}", error);
        }
    }

    public ValueTask DisposeAsync() => SideServer.StopAsync(_server);

    // Scrapes are not requests to the app.
    private static Task ExceptItself(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
            metrics.MetricsDisabled = true;
        return next(context);
    }
}
