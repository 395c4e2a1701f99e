using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>How the client knows where a body ends, when the app says nothing of it.</summary>
public sealed class FramingTests
{
    [Theory, BothShapes]
    public async Task A_collection_of_one_block_gets_its_length(AppShape shape)
    {
        await ShouldHaveLengthAsync(shape, "5", "hello", () => [Blocks.Of("hello")]);
        await ShouldHaveLengthAsync(shape, "5", "hello", () => new List<ReadOnlyMemory<byte>> { Blocks.Of("hello") });
        await ShouldHaveLengthAsync(shape, "5", "hello", () => Body.Text("hello"));
        await ShouldHaveLengthAsync(shape, "5", "hello", () => Body.Bytes(Blocks.Of("hello")));
        await ShouldHaveLengthAsync(shape, "15", "{\"name\":\"value\"}"[..15], () => Body.Text("{\"name\":\"value\"}"[..15]));
    }

    [Theory, BothShapes]
    public async Task An_empty_body_has_the_length_zero(AppShape shape)
    {
        await ShouldHaveLengthAsync(shape, "0", "", () => []);
        await ShouldHaveLengthAsync(shape, "0", "", () => Body.Empty);
        await ShouldHaveLengthAsync(shape, "0", "", () => Body.Text(""));
        await ShouldHaveLengthAsync(shape, "0", "", () => Blocks.Lazily());
        await ShouldHaveLengthAsync(shape, "0", "", () => Blocks.Lazily("", "", ""));
        await ShouldHaveLengthAsync(shape, "0", "", () => [default]);
    }

    [Theory, BothShapes]
    public async Task A_generator_is_chunked_on_http_1_1(AppShape shape)
    {
        await using var host = await StartAsync(shape, () => Blocks.Lazily("one", "two"));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Framing.ShouldBe(Framing.Chunked);
        response.Has("Content-Length").ShouldBeFalse();
        response.LooksWhole.ShouldBeTrue();
        response.Text.ShouldBe("onetwo");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_generator_ends_with_the_connection_on_http_1_0(AppShape shape)
    {
        await using var host = await StartAsync(shape, () => Blocks.Lazily("one", "two"));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.0", "Connection: keep-alive", "", "");
        var response = await connection.ReceiveResponseAsync();

        response.Has("Transfer-Encoding").ShouldBeFalse();
        response.Framing.ShouldBe(Framing.Close);
        response.Ending.ShouldBe(Ending.Fin);
        response.Text.ShouldBe("onetwo");
    }

    [Theory, BothShapes]
    public async Task Several_blocks_in_memory_arrive_whole(AppShape shape)
    {
        await using var host = await StartAsync(shape, () => [Blocks.Of("one"), default, Blocks.Of("two")]);
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.LooksWhole.ShouldBeTrue();
        response.Text.ShouldBe("onetwo");
        if (response.Header("Content-Length") is { } length)
            length.ShouldBe("6");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task An_empty_block_does_not_end_the_body(AppShape shape)
    {
        await using var host = await StartAsync(shape, () => Blocks.Lazily("", "one", "", "", "two", ""));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.LooksWhole.ShouldBeTrue();
        response.Chunks.ShouldBe(["one", "two"]);
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task The_host_uses_only_the_count_and_the_blocks_of_a_body(AppShape shape)
    {
        // A collection that says it has one element and has two would be sent cut off, but never unframed.
        await using var host = await StartAsync(shape, () => new LyingCollection());
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.LooksWhole.ShouldBeTrue();
        response.Text.ShouldStartWith("one");
        await connection.ShouldStillServeAsync();
    }

    private static async Task ShouldHaveLengthAsync(
        AppShape shape, string length, string text, Func<IEnumerable<ReadOnlyMemory<byte>>> body)
    {
        // The test's own asynchronous wrapper hides a count, except that of a Body.
        if (shape == AppShape.Async && body() is not Body && text.Length > 0)
            return;
        await using var host = await StartAsync(shape, body);
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.All("Content-Length").ShouldBe([length]);
        response.Has("Transfer-Encoding").ShouldBeFalse();
        response.Text.ShouldBe(text);
        await connection.ShouldStillServeAsync();

        await connection.SendAsync("GET / HTTP/1.0", "", "");
        (await connection.ReceiveResponseAsync()).Header("Content-Length").ShouldBe(length);
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, Func<IEnumerable<ReadOnlyMemory<byte>>> body) =>
        GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return body();
        });

    private sealed class LyingCollection : IReadOnlyCollection<ReadOnlyMemory<byte>>
    {
        public int Count => 1;

        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => Blocks.Lazily("one", "two").GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
