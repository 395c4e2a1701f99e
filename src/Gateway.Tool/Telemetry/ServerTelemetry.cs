using System.Reflection;
using Gateway.Tool.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Tool.Telemetry;

/// <summary>Metrics and traces of the server by OpenTelemetry: a page for Prometheus (<c>--metrics</c>), a collector
/// (<c>--otlp</c>).</summary>
/// <remarks>Without either nothing listens, and requests are not measured.</remarks>
internal sealed class ServerTelemetry : IAsyncDisposable
{
    private static readonly string[] Meters =
        ["Gateway.AspNetCore", "Gateway.Python", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly MeterProvider? _meters;
    private readonly TracerProvider? _traces;
    private readonly MetricsPage? _page;

    public ServerTelemetry(ServeSettings settings)
    {
        if (settings.Metrics is null && !settings.Otlp)
            return;
        var meters = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(Meters);
        if (settings.Metrics is not null)
            meters.AddPrometheusExporter();
        if (settings.Otlp)
        {
            meters.AddOtlpExporter();
            _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe)
                .AddAspNetCoreInstrumentation().AddSource("Gateway.AspNetCore").AddOtlpExporter().Build();
        }

        _meters = meters.Build();
        _page = settings.Metrics is null ? null : new MetricsPage(settings.Metrics, _meters);
    }

    /// <summary>Where the page for Prometheus is; null if there is none.</summary>
    public string? Page => _page?.Url;

    /// <exception cref="ToolException">The page cannot listen at its address.</exception>
    public Task StartAsync() => _page?.StartAsync() ?? Task.CompletedTask;

    /// <summary>Sends what was not sent yet.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_page is not null)
            await _page.DisposeAsync();
        _meters?.Dispose();
        _traces?.Dispose();
    }

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES go before this.
    private static void Describe(ResourceBuilder resource)
    {
        var version = typeof(ServerTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        resource.Clear().AddService("gateway", serviceVersion: version?.Split('+')[0]).AddTelemetrySdk().AddEnvironmentVariableDetector();
    }
}
