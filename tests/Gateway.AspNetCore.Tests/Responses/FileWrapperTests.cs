using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>wsgi.file_wrapper: a stream, from where it stands to its end, closed whatever happens.</summary>
public sealed class FileWrapperTests
{
    [Theory, BothShapes]
    public async Task A_stream_without_a_length_is_sent_whole_and_closed(AppShape shape)
    {
        var stream = new TrackedStream("0123456789"u8.ToArray());
        var response = await GetAsync(shape, stream);

        response.Text.ShouldBe("0123456789");
        response.LooksWhole.ShouldBeTrue();
        response.Chunks.ShouldBe(["0123", "4567", "89"]);
    }

    [Theory, BothShapes]
    public async Task A_stream_is_sent_from_where_it_stands(AppShape shape)
    {
        var stream = new TrackedStream("0123456789"u8.ToArray(), canSeek: true) { Position = 5 };
        var response = await GetAsync(shape, stream);

        response.Text.ShouldBe("56789");
        response.Header("Content-Length").ShouldBeOneOf("5", null);
    }

    [Theory, BothShapes]
    public async Task A_smaller_content_length_cuts_the_file_off(AppShape shape)
    {
        var stream = new TrackedStream("0123456789"u8.ToArray(), canSeek: true) { Position = 5 };
        var response = await GetAsync(shape, stream, headers: ("Content-Length", "3"));

        response.Text.ShouldBe("567");
    }

    [Theory, BothShapes]
    public async Task A_larger_content_length_is_seen_to_be_unfulfilled(AppShape shape)
    {
        var stream = new TrackedStream("0123456789"u8.ToArray());
        var response = await GetAsync(shape, stream, headers: ("Content-Length", "30"));

        response.LooksWhole.ShouldBeFalse();
    }

    [Theory, BothShapes]
    public async Task A_status_without_a_body_also_closes_the_stream(AppShape shape)
    {
        var stream = new TrackedStream("0123456789"u8.ToArray());
        var response = await GetAsync(shape, stream, "304 Not Modified");

        response.Status.ShouldBe(304);
        response.Text.ShouldBe("");
    }

    [Theory, BothShapes]
    public async Task A_client_that_leaves_closes_the_stream(AppShape shape)
    {
        var stream = new TrackedStream(new byte[50_000_000]);
        await using var host = await StartAsync(shape, stream);
        var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        connection.Reset();

        await stream.Closed.WaitAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task A_wrapped_file_is_read_only_if_the_host_gets_the_wrapper_back(AppShape shape)
    {
        var stream = new TrackedStream("0123456789"u8.ToArray());
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            ((Func<Stream, int, Body>)environ["wsgi.file_wrapper"]!)(stream, 4);
            startResponse("200 OK", []);
            return Body.Text("another body");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("another body");

        stream.Reads.ShouldBe(0);
        stream.Closed.IsSet.ShouldBeFalse();
    }

    private static async Task<RawResponse> GetAsync(
        AppShape shape, TrackedStream stream, string status = "200 OK", params (string, string)[] headers)
    {
        await using var host = await StartAsync(shape, stream, status, headers);
        await using var connection = await host.ConnectAsync();
        var response = await connection.GetAsync("/");
        if (response.LooksWhole)
            await connection.ShouldStillServeAsync();
        await stream.Closed.WaitAsync();
        return response;
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, TrackedStream stream, string status = "200 OK",
        params (string, string)[] headers) => GatewayHost.StartAsync(shape, (environ, startResponse) =>
    {
        startResponse(status, headers);
        return ((Func<Stream, int, Body>)environ["wsgi.file_wrapper"]!)(stream, stream.Capacity > 100 ? 64 * 1024 : 4);
    });
}
