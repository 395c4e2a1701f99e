using System.Net;
using Gateway.AspNetCore.Tests.Support;
using Gateway.AspNetCore.Tests.WebSockets;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Execution;

public sealed class RequestTimeoutTests
{
    private readonly ManualTime _time = new();
    private readonly Signal _entered = new();

    [Theory, BothShapes]
    public async Task A_request_past_its_time_has_its_token_cancelled_and_is_answered_504(AppShape shape)
    {
        await using var host = await StartAsync(shape, WaitsForItsToken);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await StrikeAsync();
        var answer = await connection.ReceiveResponseAsync();

        answer.Status.ShouldBe(504);
        answer.Text.ShouldBe("The app took too long to respond.\n");
        answer.Header("Connection").ShouldBe("close");
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
        host.Log.Records.ShouldContain(record => record.EventId.Id == 12);
    }

    [Theory, BothShapes]
    public async Task The_504_has_no_header_that_the_app_had_set(AppShape shape)
    {
        await using var host = await StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("201 Made Up", [("X-Of-The-App", "yes"), ("Content-Type", "text/html"), ("Content-Length", "1000")]);
            return WaitsForItsToken(environ, startResponse);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await StrikeAsync();
        var answer = await connection.ReceiveResponseAsync();

        answer.Head.StatusLine.ShouldBe("HTTP/1.1 504 Gateway Timeout");
        answer.Has("X-Of-The-App").ShouldBeFalse();
        answer.Header("Content-Type").ShouldBe("text/plain; charset=utf-8");
        answer.LooksWhole.ShouldBeTrue();
    }

    [Theory, BothShapes]
    public async Task The_client_of_an_app_that_overlooks_its_token_is_answered_while_the_app_still_runs(AppShape shape)
    {
        var (goOn, late) = (new Signal(), new Answer<Exception>());
        await using var host = await StartAsync(shape, (_, startResponse) =>
        {
            _entered.Set();
            goOn.Wait();
            late.Set(Record.Exception(() => startResponse("200 OK", [("X-Late", "yes")]))!);
            return Body.Text("too late");
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await StrikeAsync();
        (await connection.ReceiveResponseAsync()).Status.ShouldBe(504);
        goOn.Set();

        (await late.GetAsync()).ShouldBeAssignableTo<OperationCanceledException>();
        (await connection.ReceiveToEndAsync()).Bytes.ShouldBeEmpty();
        await host.StopAsync();
    }

    [Theory, BothShapes]
    public async Task A_response_that_has_begun_is_cut_off_visibly_and_its_body_closed(AppShape shape)
    {
        var closed = new Signal();
        await using var host = await StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Blocks(environ);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        (await connection.ReceiveChunkAsync()).ShouldBe("first");
        await StrikeAsync();

        (await connection.ReceiveChunkAsync()).ShouldBeNull();
        await closed.WaitAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();

        IEnumerable<ReadOnlyMemory<byte>> Blocks(Environ environ)
        {
            try
            {
                yield return "first"u8.ToArray();
                _entered.Set();
                environ.RequestAborted.WaitHandle.WaitOne(TestRun.Patience);
                yield return "second"u8.ToArray();
            }
            finally
            {
                closed.Set();
            }
        }
    }

    [Theory, BothShapes]
    public async Task A_request_in_time_notices_nothing_and_neither_does_the_next(AppShape shape)
    {
        await using var host = await StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text(environ.RequestAborted.IsCancellationRequested ? "cancelled" : "in time");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("in time");
        _time.Strike();
        (await connection.GetAsync("/")).Text.ShouldBe("in time");
    }

    [Theory, BothShapes]
    public async Task Over_HTTP2_the_stream_ends_with_504_and_the_connection_goes_on(AppShape shape)
    {
        await using var host = await StartAsync(shape, WaitsForItsToken, setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        var answer = client.SendAsync("/");
        await StrikeAsync();

        (await answer).StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        await client.ShouldStillServeAsync();
    }

    [Fact]
    public async Task Waiting_for_ones_turn_is_part_of_the_time_and_the_app_is_not_run_for_it()
    {
        var (calls, goOn) = (0, new Signal());
        await using var host = await StartAsync(AppShape.Sync, (_, startResponse) =>
        {
            Interlocked.Increment(ref calls);
            _entered.Set();
            goOn.Wait();
            startResponse("200 OK", []);
            return Body.Text("through");
        }, setup => setup.Options += options => options.Execution.Serial = true);
        await using var first = await host.ConnectAsync();
        await using var second = await host.ConnectAsync();

        await first.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await _entered.WaitAsync();
        await second.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        var answer = second.ReceiveResponseAsync();
        while (!answer.IsCompleted) // There is no telling from outside when it has begun to wait.
        {
            _time.Strike();
            await Task.Yield();
        }

        (await answer).Status.ShouldBe(504);
        goOn.Set();
        await host.StopAsync();
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task An_accepted_WebSocket_is_not_timed()
    {
        await using var host = await StartAsync(AppShape.Sync, WebSocketApps.Echo);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync([.. RawUpgrade.Request("/"), "", ""]);
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(101);
        _time.Strike();
        await connection.SendBytesAsync(RawUpgrade.Hi);

        (await connection.ReceiveUpToAsync(4)).Bytes.ShouldBe([0x81, 0x02, (byte)'h', (byte)'i']);
    }

    [Fact]
    public async Task Response_finished_gets_the_timeout_exception()
    {
        var finished = new Answer<Exception?>();
        await using var host = await StartAsync(AppShape.Sync, (environ, startResponse) =>
        {
            ((ICollection<Func<Environ, string?, Exception?, ValueTask>>)environ["gateway.response_finished"]!).Add((_, status, error) =>
            {
                status.ShouldBeNull();
                finished.Set(error);
                return ValueTask.CompletedTask;
            });
            return WaitsForItsToken(environ, startResponse);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await StrikeAsync();

        (await finished.GetAsync()).ShouldBeAssignableTo<TimeoutException>()!.Message.ShouldContain("took longer than");
    }

    [Fact]
    public async Task A_failing_callback_of_the_token_is_logged_and_harms_nothing_else()
    {
        await using var host = await StartAsync(AppShape.Async, (environ, startResponse) =>
        {
            environ.RequestAborted.Register(() => throw new InvalidDataException("of the app"));
            return WaitsForItsToken(environ, startResponse);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await StrikeAsync();

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(504);
        await host.StopAsync();
        host.Log.Records.ShouldContain(record => record.EventId.Id == 13);
    }

    [Fact]
    public async Task Requests_past_their_time_are_counted()
    {
        using var measurements = new Measurements();
        await using var host = await StartAsync(AppShape.Async, WaitsForItsToken);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await StrikeAsync();
        await connection.ReceiveResponseAsync();

        measurements.Of(host, "gateway.requests.timed_out").ShouldBe(1);
    }

    private Task<GatewayHost> StartAsync(AppShape shape, GatewayApp app, Action<HostSetup>? configure = null) =>
        GatewayHost.StartAsync(shape, app, setup =>
        {
            setup.Options = options => options.Timeouts.Request = TimeSpan.FromMinutes(1);
            setup.Services = services => services.AddSingleton<TimeProvider>(_time);
            configure?.Invoke(setup);
        });

    private async Task StrikeAsync()
    {
        await _entered.WaitAsync();
        _time.Strike();
    }

    private IEnumerable<ReadOnlyMemory<byte>> WaitsForItsToken(Environ environ, StartResponse startResponse)
    {
        var token = environ.RequestAborted;
        _entered.Set();
        token.WaitHandle.WaitOne(TestRun.Patience).ShouldBeTrue();
        token.ThrowIfCancellationRequested();
        return Body.Empty;
    }
}
