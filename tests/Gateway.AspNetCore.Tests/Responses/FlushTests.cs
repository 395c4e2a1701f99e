using System.Security.Cryptography;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>PEP 3333, "Buffering and Streaming": a block is on its way before the next one is asked for.</summary>
public sealed class FlushTests
{
    [Theory, BothShapes]
    public async Task Each_block_reaches_the_client_before_the_next_is_asked_for(AppShape shape)
    {
        var (mayGoOn, mayEnd) = (new Signal(), new Signal());
        await using var host = await GatewayHost.StartAsync(shape, Gated);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");

        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        (await connection.ReceiveChunkAsync()).ShouldBe("one");
        mayGoOn.Set();
        (await connection.ReceiveChunkAsync()).ShouldBe("two");
        mayEnd.Set();
        (await connection.ReceiveChunkAsync()).ShouldBe("");
        await connection.ShouldStillServeAsync();

        IEnumerable<ReadOnlyMemory<byte>> Gated(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", Blocks.Plain);
            yield return Blocks.Of("one");
            mayGoOn.Wait();
            yield return Blocks.Of("two");
            mayEnd.Wait();
        }
    }

    [Theory, BothShapes]
    public async Task Each_block_of_a_declared_length_reaches_the_client_before_the_next_is_asked_for(AppShape shape)
    {
        var mayGoOn = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, Gated);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");

        (await connection.ReceiveHeadAsync()).Header("Content-Length").ShouldBe("6");
        (await connection.ReceiveTextAsync(3)).ShouldBe("one");
        mayGoOn.Set();
        (await connection.ReceiveTextAsync(3)).ShouldBe("two");
        await connection.ShouldStillServeAsync();

        IEnumerable<ReadOnlyMemory<byte>> Gated(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", [("Content-Length", "6")]);
            yield return Blocks.Of("one");
            mayGoOn.Wait();
            yield return Blocks.Of("two");
        }
    }

    [Theory, BothShapes]
    public async Task Each_block_over_http_1_0_reaches_the_client_before_the_next_is_asked_for(AppShape shape)
    {
        var mayGoOn = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, Gated);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.0", "", "");

        (await connection.ReceiveHeadAsync()).Framing.ShouldBe(Framing.Close);
        (await connection.ReceiveTextAsync(3)).ShouldBe("one");
        mayGoOn.Set();
        (await connection.ReceiveTextAsync(3)).ShouldBe("two");
        (await connection.ReceiveToEndAsync()).Ending.ShouldBe(Ending.Fin);

        IEnumerable<ReadOnlyMemory<byte>> Gated(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            yield return Blocks.Of("one");
            mayGoOn.Wait();
            yield return Blocks.Of("two");
        }
    }

    [Theory, BothShapes]
    public async Task Each_block_over_http_2_reaches_the_client_before_the_next_is_asked_for(AppShape shape)
    {
        var mayGoOn = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, Gated, setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        using var response = await client.SendAsync("/");
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[3];
        await body.ReadExactlyAsync(buffer).AsTask().WaitAsync(TestRun.Patience);
        buffer.ShouldBe("one"u8.ToArray());
        mayGoOn.Set();
        await body.ReadExactlyAsync(buffer).AsTask().WaitAsync(TestRun.Patience);
        buffer.ShouldBe("two"u8.ToArray());

        IEnumerable<ReadOnlyMemory<byte>> Gated(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            yield return Blocks.Of("one");
            mayGoOn.Wait();
            yield return Blocks.Of("two");
        }
    }

    [Theory, BothShapes]
    public async Task Blocks_are_not_merged_or_split(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Blocks.Lazily("a", "bc\n", "", "def\r\n");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Chunks.ShouldBe(["a", "bc\n", "def\r\n"]);
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task Every_byte_passes_unchanged(AppShape shape)
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return [bytes.AsMemory(0, 100), bytes.AsMemory(100)];
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/", "Accept-Encoding: gzip", "Range: bytes=0-1")).Bytes.ShouldBe(bytes);
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_block_may_be_used_again_once_the_next_is_asked_for(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, Reusing);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("aaabbbccc");

        static IEnumerable<ReadOnlyMemory<byte>> Reusing(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            var buffer = new byte[3];
            for (var letter = (byte)'a'; letter <= (byte)'c'; letter++)
            {
                buffer.AsSpan().Fill(letter);
                yield return buffer;
            }
        }
    }

    [Theory, BothShapes]
    public async Task A_large_body_arrives_whole(AppShape shape)
    {
        var block = RandomNumberGenerator.GetBytes(300_000);
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Enumerable.Repeat<ReadOnlyMemory<byte>>(block, 20);
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.LooksWhole.ShouldBeTrue();
        response.Bytes.Length.ShouldBe(6_000_000);
        for (var copy = 0; copy < 20; copy++)
            response.Bytes.AsSpan(copy * block.Length, block.Length).SequenceEqual(block).ShouldBeTrue();
        await connection.ShouldStillServeAsync();
    }
}
