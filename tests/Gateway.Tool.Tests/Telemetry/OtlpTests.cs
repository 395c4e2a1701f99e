using System.Net;
using System.Text;
using Gateway.Tool.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tool.Tests.Telemetry;

/// <summary><c>--otlp</c>: metrics and traces for a collector.</summary>
public sealed class OtlpTests
{
    [Fact]
    public async Task Metrics_and_traces_reach_the_collector_that_the_variables_name()
    {
        await using var collector = await Collector.StartAsync();
        await using var tool = await ToolProcess.ServeAsync(
            [TestApps.One, "--bind", "http://127.0.0.1:0", "--otlp"], folder: null,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_SERVICE_NAME", "shop"), ("OTEL_METRIC_EXPORT_INTERVAL", "100"), ("OTEL_BSP_SCHEDULE_DELAY", "100"));

        (await Http.GetAsync(tool.Url())).ShouldStartWith("200 ");

        (await collector.ReceivedAsync("/v1/metrics", "gateway.request.duration")).ShouldContain("shop");
        (await collector.ReceivedAsync("/v1/traces", "gateway.outcome")).ShouldContain("shop");
    }

    /// <summary>Takes what is sent by OTLP over HTTP, and looks for text in it.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication _server;
        private readonly List<(string Path, string Text)> _received = [];
        private readonly SemaphoreSlim _arrived = new(0);

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _server = builder.Build();
            _server.Run(TakeAsync);
        }

        public string Url => _server.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector._server.StartAsync();
            return collector;
        }

        public async Task<string> ReceivedAsync(string path, string text)
        {
            while (true)
            {
                lock (_received)
                {
                    var found = _received.Find(part => part.Path == path && part.Text.Contains(text, StringComparison.Ordinal));
                    if (found.Text is not null)
                        return found.Text;
                }

                (await _arrived.WaitAsync(ToolProcess.Patience)).ShouldBeTrue($"'{text}' did not come.");
            }
        }

        public ValueTask DisposeAsync()
        {
            _arrived.Dispose();
            return _server.DisposeAsync();
        }

        private async Task TakeAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            lock (_received)
                _received.Add((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            _arrived.Release();
            context.Response.StatusCode = (int)HttpStatusCode.OK;
        }
    }
}
