using Gateway.Tool.Tests.Support;

namespace Gateway.Tool.Tests.Telemetry;

/// <summary>Traces where nobody collects them.</summary>
public sealed class TracePropagationTests : IDisposable
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_request_of_a_trace_goes_on_with_it_and_others_start_none()
    {
        var app = _folder.Write("app.cs", """
            using System.Diagnostics;
            using Gateway;

            public static class App
            {
                public static IEnumerable<ReadOnlyMemory<byte>> Application(Environ environ, StartResponse startResponse)
                {
                    startResponse("200 OK", [("Content-Type", "text/plain")]);
                    return Body.Text(Activity.Current?.TraceId.ToString() ?? "none");
                }
            }
            """);
        await using var tool = await ToolProcess.ServeAsync([app, "--bind", "http://127.0.0.1:0"], folder: null);

        (await Http.GetAsync(tool.Url(), "/", null, ("traceparent", $"00-{TraceId}-b7ad6b7169203331-01"))).ShouldBe($"200 {TraceId}");
        (await Http.GetAsync(tool.Url())).ShouldBe("200 none");
        (await Http.GetAsync(tool.Url(), "/", null, ("traceparent", "malformed"))).ShouldBe("200 none");
    }
}
