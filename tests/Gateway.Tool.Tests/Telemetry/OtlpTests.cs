using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Telemetry;

/// <summary><c>--otlp</c>: metrics and traces for a collector.</summary>
public sealed class OtlpTests
{
    [Fact]
    public async Task Metrics_and_traces_reach_the_collector_that_the_variables_name()
    {
        await using var collector = new OtlpCollector();
        await collector.StartAsync();
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "http://127.0.0.1:0", "--otlp"], folder: null,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "shop"), ("OTEL_METRIC_EXPORT_INTERVAL", "100"), ("OTEL_BSP_SCHEDULE_DELAY", "100"));

        (await Http.GetAsync(tool.Url())).ShouldStartWith("200 ");

        (await collector.ReceivedAsync("/v1/metrics", "gateway.request.duration")).ShouldContain("shop");
        (await collector.ReceivedAsync("/v1/traces", "gateway.outcome")).ShouldContain("shop");
    }
}
