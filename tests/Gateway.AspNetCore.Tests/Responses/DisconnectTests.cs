using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>A client that leaves stops the work done for it, and is nobody's error.</summary>
public sealed class DisconnectTests
{
    [Theory]
    [InlineData(AppShape.Sync, 10)]
    [InlineData(AppShape.Async, 10)]
    [InlineData(AppShape.Sync, 64 * 1024)]
    [InlineData(AppShape.Async, 64 * 1024)]
    public async Task A_reset_stops_an_endless_body(AppShape shape, int blockSize)
    {
        var body = new TrackedBody(Blocks.Endlessly(blockSize));
        await using var host = await StartAsync(shape, body);
        var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        connection.Reset();

        await ShouldEndQuietlyAsync(host, body);
    }

    [Theory, BothShapes]
    public async Task A_regular_close_stops_an_endless_body(AppShape shape)
    {
        var body = new TrackedBody(Blocks.Endlessly());
        await using var host = await StartAsync(shape, body);
        await using (var connection = await host.ConnectAsync())
        {
            await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
            (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        }

        await ShouldEndQuietlyAsync(host, body);
    }

    [Theory, BothShapes]
    public async Task A_half_close_counts_as_leaving(AppShape shape)
    {
        var body = new TrackedBody(Blocks.Endlessly());
        await using var host = await StartAsync(shape, body);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        connection.ShutdownSend();

        await ShouldEndQuietlyAsync(host, body);
    }

    [Theory, BothShapes]
    public async Task A_reset_stops_a_body_that_ticks(AppShape shape)
    {
        TrackedBody? body = null;
        var ticking = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return body = new TrackedBody(Tick(environ.RequestAborted));
        });
        var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        await ticking.WaitAsync();
        connection.Reset();

        await body!.Closed.WaitAsync();
        await host.StopAsync();
        body.ShouldBeClosedOnce();
        body.Asked.ShouldBe(2, "It was asked for the second tick while the client left, and for no third.");
        host.Log.Errors.ShouldBeEmpty();

        IEnumerable<ReadOnlyMemory<byte>> Tick(CancellationToken aborted)
        {
            while (true)
            {
                yield return Blocks.Of("tick");
                ticking.Set();
                aborted.WaitHandle.WaitOne(TestRun.Patience).ShouldBeTrue();
            }
        }
    }

    [Theory, BothShapes]
    public async Task A_reset_stops_a_body_that_has_nothing_to_say(AppShape shape)
    {
        // Nothing is ever written, so no write can tell that the client has gone.
        var polling = new Signal();
        var body = new TrackedBody(Poll());
        await using var host = await StartAsync(shape, body);
        var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await polling.WaitAsync();
        connection.Reset();

        await ShouldEndQuietlyAsync(host, body);

        IEnumerable<ReadOnlyMemory<byte>> Poll()
        {
            while (true)
            {
                polling.Set();
                Thread.Yield();
                yield return default;
            }
        }
    }

    [Theory, BothShapes]
    public async Task A_reset_before_the_first_byte_cancels_the_token(AppShape shape)
    {
        var (waiting, cancelled) = (new Signal(), new Signal());
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            waiting.Set();
            environ.RequestAborted.WaitHandle.WaitOne(TestRun.Patience).ShouldBeTrue();
            cancelled.Set();
            environ.RequestAborted.ThrowIfCancellationRequested();
            return Body.Empty;
        });
        var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await waiting.WaitAsync();
        connection.Reset();

        await cancelled.WaitAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_enumerator_of_an_async_body_gets_the_token()
    {
        var (waiting, cancelled) = (new Signal(), new Signal());
        await using var host = await GatewayHost.StartAsync(Endless);
        var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await waiting.WaitAsync();
        connection.Reset();

        await cancelled.WaitAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();

        ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> Endless(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            return new(Produce());
        }

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Produce(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken aborted = default)
        {
            yield return Blocks.Of("one");
            waiting.Set();
            try
            {
                await Task.Delay(Timeout.Infinite, aborted);
            }
            finally
            {
                cancelled.Set();
            }
        }
    }

    [Theory, BothShapes]
    public async Task A_reset_http_2_stream_stops_its_body_only(AppShape shape)
    {
        var body = new TrackedBody(Blocks.Endlessly());
        await using var host = await StartAsync(shape, body, setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        // Disposing a response that is not read to its end resets the stream.
        (await client.SendAsync("/")).Dispose();

        await body.Closed.WaitAsync();
        await client.ShouldStillServeAsync();
        await host.StopAsync();
        body.ShouldBeClosedOnce();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task A_client_that_reads_too_slowly_is_dropped(AppShape shape)
    {
        var body = new TrackedBody(Blocks.Endlessly(64 * 1024));
        await using var host = await StartAsync(shape, body,
            setup => setup.Kestrel = kestrel => kestrel.Limits.MinResponseDataRate = new MinDataRate(1e9, TimeSpan.FromSeconds(1.1)));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");

        // It reads nothing at all: the server must notice by itself.
        await ShouldEndQuietlyAsync(host, body);
    }

    private static async Task ShouldEndQuietlyAsync(GatewayHost host, TrackedBody body)
    {
        await body.Closed.WaitAsync();
        await host.StopAsync();
        body.ShouldBeClosedOnce();
        host.Log.Errors.ShouldBeEmpty();
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, TrackedBody body, Action<HostSetup>? configure = null) =>
        GatewayHost.StartAsync(
            shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return body;
            },
            configure);
}
