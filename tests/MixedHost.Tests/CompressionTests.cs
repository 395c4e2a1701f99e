using System.Globalization;

namespace MixedHost.Tests;

public sealed class CompressionTests
{
    // The client is the gate: the app has no second block to send before the client has unpacked the first.
    [Fact]
    public async Task A_compressed_stream_still_sends_each_block()
    {
        await using var site = await RunningSite.StartAsync();
        await using var connection = await site.ConnectAsync();
        var packed = new MemoryStream();

        await connection.SendAsync("POST /app/echo HTTP/1.1", "Host: a", "Accept-Encoding: gzip", "Transfer-Encoding: chunked", "", "");
        await connection.SendChunkAsync("first block");
        var head = await connection.ReceiveHeadAsync();
        while (Packing.Unpack(packed.ToArray()) != "first block")
            await ReceiveChunkIntoAsync(connection, packed);
        await connection.SendChunkAsync(", second block");
        while (Packing.Unpack(packed.ToArray()) != "first block, second block")
            await ReceiveChunkIntoAsync(connection, packed);

        head.Header("Content-Encoding").ShouldBe("gzip");
        head.Header("Vary").ShouldBe("Accept-Encoding");
    }

    [Fact]
    public async Task The_length_of_what_was_packed_is_not_that_of_the_answer()
    {
        await using var site = await RunningSite.StartAsync();
        await using var connection = await site.ConnectAsync();

        (await connection.GetAsync("/")).Header("Content-Length").ShouldBe("48");
        var packed = await connection.GetAsync("/", "Accept-Encoding: gzip");

        packed.Has("Content-Length").ShouldBeFalse();
        packed.LooksWhole.ShouldBeTrue();
        Packing.Unpack(packed.Bytes).ShouldBe("A gateway app takes whatever no endpoint takes.\n");
    }

    [Fact]
    public async Task Head_has_no_body_to_pack()
    {
        await using var site = await RunningSite.StartAsync();
        await using var connection = await site.ConnectAsync();

        await connection.SendAsync("HEAD / HTTP/1.1", "Host: a", "Accept-Encoding: gzip", "", "");
        (await connection.ReceiveResponseAsync("HEAD")).Status.ShouldBe(200);

        (await connection.GetAsync("/hello")).Text.ShouldBe("Hello from a minimal API.\n");
    }

    [Fact]
    public async Task Over_tls_nothing_is_packed()
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetTlsAsync("/", "Accept-Encoding: gzip")).Has("Content-Encoding").ShouldBeFalse();
    }

    [Fact]
    public async Task A_packed_upload_reaches_the_app_unpacked_and_without_a_length_that_is_not_its_own()
    {
        await using var site = await RunningSite.StartAsync();
        await using var connection = await site.ConnectAsync();
        var text = new string('a', 10_000);
        var packed = Packing.Pack(text);

        await connection.SendAsync(
            "POST /app/echo HTTP/1.1", "Host: a", "Content-Encoding: gzip", $"Content-Length: {packed.Length}", "", "");
        await connection.SendBytesAsync(packed);
        var response = await connection.ReceiveResponseAsync();

        response.Text.ShouldBe(text);
        response.Header("X-Declared-Length").ShouldBe("none");
        (await connection.GetAsync("/hello")).Text.ShouldBe("Hello from a minimal API.\n");
    }

    private static async Task ReceiveChunkIntoAsync(RawConnection connection, MemoryStream packed)
    {
        var size = int.Parse(await connection.ReceiveLineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var (bytes, ending) = await connection.ReceiveUpToAsync(size + 2);
        ending.ShouldBe(Ending.Complete);
        size.ShouldBeGreaterThan(0, "The body ended before everything could be unpacked.");
        packed.Write(bytes, 0, size);
    }
}
