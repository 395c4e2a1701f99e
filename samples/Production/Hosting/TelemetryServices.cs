using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Production;

/// <summary>Metrics and traces by OpenTelemetry: a page for Prometheus on a port of its own, and a collector where one is
/// configured.</summary>
internal static class TelemetryServices
{
    private const string Source = "Gateway.AspNetCore";
    private const string Database = "Npgsql";

    /// <summary>Adds metrics and traces. <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and the other variables of OpenTelemetry name the
    /// collector.</summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("production").AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                .AddMeter(Source, Database, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddPrometheusExporter())
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource(Source, Database));
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
            telemetry.UseOtlpExporter();
    }

    /// <summary>Serves <c>/metrics</c>, and nothing else, at the port <c>Metrics:Port</c>: clients of the app do not come near
    /// it.</summary>
    /// <exception cref="FormatException">The port is not valid.</exception>
    public static void UseMetricsPage(this WebApplication app)
    {
        if (app.Configuration["Metrics:Port"] is not { Length: > 0 } text)
            return;
        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            throw new FormatException($"Metrics:Port is '{text}'; it must be a port that the server listens on.");
        app.MapWhen(context => context.Connection.LocalPort == port, branch => branch.UseOpenTelemetryPrometheusScrapingEndpoint());
    }
}
