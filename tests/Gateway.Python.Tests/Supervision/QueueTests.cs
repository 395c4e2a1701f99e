using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Supervision;

[Requires(Support.Python.Program)]
public sealed class QueueTests
{
    [RequiringFact]
    public async Task A_request_that_finds_no_free_worker_and_no_place_in_the_queue_gets_503()
    {
        var options = Support.Python.Options();
        options.QueueLimit = 0;
        (await SecondWhileFirstIsServed(options)).StatusCode.ShouldBe(503);
    }

    [RequiringFact]
    public async Task A_request_that_waits_too_long_gets_503()
    {
        var options = Support.Python.Options();
        options.QueueTimeout = TimeSpan.FromMilliseconds(50);
        (await SecondWhileFirstIsServed(options)).StatusCode.ShouldBe(503);
    }

    [RequiringFact]
    public async Task Requests_wait_for_a_worker_in_their_order()
    {
        await using var app = new PythonApp("behaviour:plain", Support.Python.Options());
        var client = new GatewayClient(app);
        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.Get("/hello")));
        responses.ShouldAllBe(response => response.Text == "Hello World!");
    }

    [RequiringFact]
    public async Task A_slow_upload_holds_no_worker()
    {
        await using var app = new PythonApp("behaviour:plain", Support.Python.Options());
        var client = new GatewayClient(app);
        var upload = new System.IO.Pipelines.Pipe();
        var slow = client.Send(new("POST", "/count_bytes") { ContentStream = upload.Reader.AsStream() });
        await upload.Writer.WriteAsync(new byte[10]);
        (await client.Get("/hello")).Text.ShouldBe("Hello World!");
        slow.IsCompleted.ShouldBeFalse();
        await upload.Writer.CompleteAsync();
        (await slow).Text.ShouldBe("10");
    }

    [RequiringFact]
    public async Task A_slow_reader_holds_no_worker()
    {
        await using var app = new PythonApp("behaviour:plain", Support.Python.Options());
        var client = new GatewayClient(app);
        await using var slow = await client.Open("/many_bytes?40");
        (await client.Get("/hello")).Text.ShouldBe("Hello World!");
        (await slow.ReadToEnd()).Bytes.Length.ShouldBe(40 * 65536);
    }

    [RequiringFact]
    public async Task Without_reading_ahead_both_directions_stream_at_once()
    {
        var options = Support.Python.Options();
        options.ReadAhead = 0;
        await using var app = new PythonApp("behaviour:plain", options);
        var upload = new System.IO.Pipelines.Pipe();
        var request = new GatewayClient(app).Open(new GatewayRequest("POST", "/echo_stream") { ContentStream = upload.Reader.AsStream() });
        await upload.Writer.WriteAsync("first\n"u8.ToArray());
        await using var response = await request;
        using var lines = new StreamReader(response.Body);
        (await lines.ReadLineAsync()).ShouldBe("first");
        await upload.Writer.WriteAsync("second\n"u8.ToArray());
        (await lines.ReadLineAsync()).ShouldBe("second");
        await upload.Writer.CompleteAsync();
        (await lines.ReadLineAsync()).ShouldBeNull();
    }

    // The first holds the only worker, because it waits for its body.
    private static async Task<GatewayResponse> SecondWhileFirstIsServed(PythonAppOptions options)
    {
        options.ReadAhead = 0;
        await using var app = new PythonApp("behaviour:plain", options);
        var client = new GatewayClient(app);
        var upload = new System.IO.Pipelines.Pipe();
        var open = client.Open(new GatewayRequest("POST", "/echo_stream") { ContentStream = upload.Reader.AsStream() });
        await upload.Writer.WriteAsync("line\n"u8.ToArray());
        await using var first = await open;
        var second = await client.Get("/hello");
        await upload.Writer.CompleteAsync();
        await first.ReadToEnd();
        return second;
    }
}
