using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>PEP 3333's write().</summary>
public sealed class WriteTests
{
    [Theory, BothShapes]
    public async Task Written_blocks_come_before_returned_blocks(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            var writer = startResponse("200 OK", Blocks.Plain);
            writer.Write("A"u8);
            writer.Write("B"u8);
            return Body.Text("C");
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.LooksWhole.ShouldBeTrue();
        response.Text.ShouldBe("ABC");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_body_may_be_all_written(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Length", "5")]).Write("hello"u8);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("hello");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_block_is_on_its_way_when_write_returns(AppShape shape)
    {
        var mayGoOn = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            var writer = startResponse("200 OK", Blocks.Plain);
            writer.Write("one"u8);
            mayGoOn.Wait();
            writer.Write("two"u8);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        (await connection.ReceiveChunkAsync()).ShouldBe("one");
        mayGoOn.Set();
        (await connection.ReceiveChunkAsync()).ShouldBe("two");
        (await connection.ReceiveChunkAsync()).ShouldBe("");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task An_empty_block_sends_the_head(AppShape shape)
    {
        var mayGoOn = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("X-A", "1")]).Write(default);
            mayGoOn.Wait();
            return Body.Text("body");
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Header("X-A").ShouldBe("1");
        mayGoOn.Set();
        (await connection.ReceiveChunkAsync()).ShouldBe("body");
        (await connection.ReceiveChunkAsync()).ShouldBe("");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_block_may_be_used_again_after_the_call(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            var writer = startResponse("200 OK", Blocks.Plain);
            var buffer = new byte[10_000];
            for (var letter = (byte)'a'; letter <= (byte)'c'; letter++)
            {
                buffer.AsSpan().Fill(letter);
                writer.Write(buffer);
            }

            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe(new string('a', 10_000) + new string('b', 10_000) + new string('c', 10_000));
    }

    [Theory, BothShapes]
    public async Task More_than_the_declared_length_is_an_error_and_is_not_sent(AppShape shape)
    {
        var thrown = new Answer<Exception?>();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            var writer = startResponse("200 OK", [("Content-Length", "3")]);
            thrown.Set(Record.Exception(() => writer.Write("hello"u8.ToArray())));
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("hel");

        (await thrown.GetAsync()).ShouldBeOfType<GatewayContractException>().Message.ShouldContain("Content-Length");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task Written_and_returned_bytes_count_together(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Length", "6")]).Write("four"u8);
            return Blocks.Lazily("five");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("fourfi");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task Write_is_forbidden_inside_the_iterable(AppShape shape)
    {
        var thrown = new Answer<Exception?>();
        await using var host = await GatewayHost.StartAsync(shape, WritesWhileProducing);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("onetwo");
        (await thrown.GetAsync()).ShouldBeOfType<GatewayContractException>();

        IEnumerable<ReadOnlyMemory<byte>> WritesWhileProducing(Environ environ, StartResponse startResponse)
        {
            var writer = startResponse("200 OK", Blocks.Plain);
            yield return Blocks.Of("one");
            thrown.Set(Record.Exception(() => writer.Write("evil"u8.ToArray())));
            yield return Blocks.Of("two");
        }
    }

    [Theory, BothShapes]
    public async Task Write_sends_nothing_in_a_response_without_a_body(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            var writer = startResponse(environ.PathInfo == "/204" ? "204 No Content" : "200 OK", []);
            writer.Write("hello"u8);
            writer.Write("again"u8);
            return Body.Text("more");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/204")).Status.ShouldBe(204);
        await connection.SendAsync("HEAD / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveResponseAsync("HEAD")).Status.ShouldBe(200);
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task The_writer_of_a_failed_start_does_not_exist_and_nothing_goes_out(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            var writer = startResponse("200 OK", [("X-First", "1")]);
            Should.Throw<GatewayContractException>(
                () => startResponse("200 OK", [("Bad Name", "1")], new InvalidOperationException("start over")));
            writer.Write("leaked"u8);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(500);
        response.Text.ShouldNotContain("leaked");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task Write_waits_for_a_slow_client_and_stops_for_one_that_has_left(AppShape shape)
    {
        var ended = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            try
            {
                var writer = startResponse("200 OK", Blocks.Plain);
                var block = new byte[64 * 1024];
                while (true)
                    writer.Write(block);
            }
            finally
            {
                ended.Set();
            }
        });
        var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        connection.Reset();

        await ended.WaitAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }
}
