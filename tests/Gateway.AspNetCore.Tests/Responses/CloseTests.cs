using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>PEP 3333's close(): exactly once, the enumerator before its body, however the request ended.</summary>
public sealed class CloseTests
{
    [Theory, BothShapes]
    public async Task A_body_is_closed_at_its_regular_end(AppShape shape) =>
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Lazily("one", "two")));

    [Theory, BothShapes]
    public async Task A_body_without_a_block_is_closed(AppShape shape) =>
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Lazily()));

    [Theory, BothShapes]
    public async Task A_body_that_throws_before_the_head_is_closed(AppShape shape) =>
        await ShouldCloseOnceAsync(shape, new TrackedBody(BrokenBodies.ThrowingAtOnce()));

    [Theory, BothShapes]
    public async Task A_body_that_throws_after_the_head_is_closed(AppShape shape) =>
        await ShouldCloseOnceAsync(shape, new TrackedBody(BrokenBodies.ThrowingAfter("one")));

    [Theory, BothShapes]
    public async Task A_body_that_cannot_be_enumerated_is_closed(AppShape shape)
    {
        var body = new TrackedBody(new BrokenBodies.WithoutEnumerator());
        await RunAsync(shape, body);

        body.Closes.ShouldBe(1);
        body.EnumeratorCloses.ShouldBe(0);
    }

    [Theory, BothShapes]
    public async Task A_body_with_too_many_bytes_is_closed(AppShape shape) =>
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Endlessly()), headers: [("Content-Length", "3")]);

    [Theory, BothShapes]
    public async Task A_body_with_too_few_bytes_is_closed(AppShape shape) =>
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Lazily("one")), headers: [("Content-Length", "10")]);

    [Theory, BothShapes]
    public async Task A_body_is_closed_when_the_request_is_head(AppShape shape) =>
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Lazily("one", "two")), method: "HEAD");

    [Theory, BothShapes]
    public async Task A_body_is_closed_when_the_status_has_no_body(AppShape shape)
    {
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Lazily("one", "two")), status: "304 Not Modified");
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Lazily("one", "two")), status: "204 No Content");
    }

    [Theory, BothShapes]
    public async Task A_body_is_closed_when_start_response_was_never_called(AppShape shape)
    {
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Lazily("one", "two")), status: null);
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Lazily()), status: null);
    }

    [Theory, BothShapes]
    public async Task A_body_is_closed_when_a_write_fails(AppShape shape) =>
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Endlessly()),
            configure: setup => setup.InFront = application => application.Use((context, next) =>
            {
                context.Response.Body = new FailingStream();
                return next(context);
            }));

    [Theory, BothShapes]
    public async Task A_body_is_closed_when_the_head_cannot_be_sent(AppShape shape) =>
        await ShouldCloseOnceAsync(shape, new TrackedBody(Blocks.Endlessly()),
            configure: setup => setup.InFront = application => application.Use((context, next) =>
            {
                context.Response.OnStarting(() => throw new InvalidOperationException("on purpose"));
                return next(context);
            }));

    [Theory, BothShapes]
    public async Task A_body_is_closed_when_the_client_has_left(AppShape shape)
    {
        var body = new TrackedBody(Blocks.Endlessly());
        await using var host = await StartAsync(shape, body);
        var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        connection.Reset();

        await body.Closed.WaitAsync();
        await host.StopAsync();
        body.ShouldBeClosedOnce();
    }

    [Theory, BothShapes]
    public async Task A_body_is_closed_when_the_client_left_before_the_first_block(AppShape shape)
    {
        var waiting = new Signal();
        TrackedBody? body = null;
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return body = new TrackedBody(WaitForAbort(environ.RequestAborted));
        });
        var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await waiting.WaitAsync();
        connection.Reset();

        await body!.Closed.WaitAsync();
        await host.StopAsync();
        body.ShouldBeClosedOnce();

        IEnumerable<ReadOnlyMemory<byte>> WaitForAbort(CancellationToken aborted)
        {
            waiting.Set();
            aborted.WaitHandle.WaitOne(TestRun.Patience).ShouldBeTrue();
            yield return Blocks.Of("for nobody");
        }
    }

    [Theory, BothShapes]
    public async Task A_body_is_closed_when_the_server_gives_up_at_shutdown(AppShape shape)
    {
        var waiting = new Signal();
        TrackedBody? body = null;
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return body = new TrackedBody(GoOnUntilAborted(environ.RequestAborted));
            },
            setup => setup.Services = services =>
                services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100)));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await waiting.WaitAsync();
        await host.StopAsync();

        await body!.Closed.WaitAsync();
        body.ShouldBeClosedOnce();

        IEnumerable<ReadOnlyMemory<byte>> GoOnUntilAborted(CancellationToken aborted)
        {
            yield return Blocks.Of("one");
            waiting.Set();
            aborted.WaitHandle.WaitOne(TestRun.Patience).ShouldBeTrue();
            yield return Blocks.Of("too late");
        }
    }

    [Fact]
    public async Task An_iterator_runs_its_finally_once()
    {
        var finallies = 0;
        await using var host = await GatewayHost.StartAsync(Generator);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("one");
        await connection.SendAsync("HEAD / HTTP/1.1", "Host: a", "", "");
        await connection.ReceiveResponseAsync("HEAD");

        await host.StopAsync();
        finallies.ShouldBe(2);

        IEnumerable<ReadOnlyMemory<byte>> Generator(Environ environ, StartResponse startResponse)
        {
            try
            {
                startResponse("200 OK", []);
                yield return Blocks.Of("one");
            }
            finally
            {
                Interlocked.Increment(ref finallies);
            }
        }
    }

    private static async Task ShouldCloseOnceAsync(
        AppShape shape, TrackedBody body, string? status = "200 OK", string method = "GET", (string, string)[]? headers = null,
        Action<HostSetup>? configure = null)
    {
        await RunAsync(shape, body, status, method, headers, configure);
        body.ShouldBeClosedOnce();
    }

    private static async Task RunAsync(
        AppShape shape, TrackedBody body, string? status = "200 OK", string method = "GET", (string, string)[]? headers = null,
        Action<HostSetup>? configure = null)
    {
        await using var host = await StartAsync(shape, body, status, headers, configure);
        await using var connection = await host.ConnectAsync();
        await connection.SendAsync($"{method} / HTTP/1.1", "Host: a", "", "");
        await connection.ReceiveResponseAsync(method);
        await body.Closed.WaitAsync();
        await host.StopAsync();
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, TrackedBody body, string? status = "200 OK",
        (string, string)[]? headers = null, Action<HostSetup>? configure = null) =>
        GatewayHost.StartAsync(
            shape,
            (environ, startResponse) =>
            {
                if (status is not null)
                    startResponse(status, headers ?? []);
                return body;
            },
            configure);
}
