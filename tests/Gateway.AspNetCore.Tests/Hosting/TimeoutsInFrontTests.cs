using Gateway.AspNetCore.Tests.Support;
using Gateway.AspNetCore.Tests.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>ASP.NET Core's request timeouts cancel the same token as a client that leaves; but here, the client is there and must be
/// told.</summary>
public sealed class TimeoutsInFrontTests
{
    [Theory, BothShapes]
    public async Task An_app_that_stops_when_its_time_is_over_is_answered_504(AppShape shape)
    {
        await using var host = await StartAsync(shape, (environ, startResponse) =>
        {
            environ.RequestAborted.WaitHandle.WaitOne(TestRun.Patience).ShouldBeTrue();
            environ.RequestAborted.ThrowIfCancellationRequested();
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(504);
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_timed_out_app_that_has_sent_nothing_is_answered_504(AppShape shape)
    {
        await using var host = await StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("X-App", "1")]);
            return WaitsForTheEnd(environ);
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(504);
        response.Has("X-App").ShouldBeFalse();
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_timed_out_app_that_reads_its_input_is_answered_504(AppShape shape)
    {
        await using var host = await StartAsync(shape, (environ, startResponse) =>
        {
            environ.Input.ReadAsync(new byte[1], environ.RequestAborted).AsTask().GetAwaiter().GetResult();
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 1", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(504);
    }

    [Theory, BothShapes]
    public async Task An_app_that_is_in_time_is_left_alone(AppShape shape)
    {
        await using var host = await StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Blocks.Lazily("in ", "time");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("in time");
    }

    [Theory, BothShapes]
    public async Task A_response_that_has_begun_is_not_ended_as_if_it_were_whole(AppShape shape)
    {
        await using var host = await StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return WaitsForTheEnd(environ, "first");
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.LooksWhole.ShouldBeFalse();
    }

    [Theory, BothShapes]
    public async Task An_open_socket_is_not_a_slow_request(AppShape shape)
    {
        var timeout = new RecordedTimeout();
        await using var host = await GatewayHost.StartAsync(
            shape, WebSocketApps.SaysGoodbye, setup => setup.InFront = application => application.Use((context, next) =>
            {
                context.Features.Set<IHttpRequestTimeoutFeature>(timeout);
                return next(context);
            }));
        await using var connection = await host.ConnectAsync();

        await connection.GetAsync("/ok");
        timeout.IsDisabled.ShouldBeFalse();
        await connection.SendAsync([.. RawUpgrade.Request("/"), "", ""]);
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(101);
        (await connection.ReceiveTextAsync(9)).ShouldEndWith("goodbye");

        timeout.IsDisabled.ShouldBeTrue();
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, GatewayApp app) => GatewayHost.StartAsync(shape, app, setup =>
    {
        setup.Services = services =>
            services.AddRequestTimeouts(
                timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromMilliseconds(200) });
        setup.InFront = application => application.UseRequestTimeouts();
    });

    private static IEnumerable<ReadOnlyMemory<byte>> WaitsForTheEnd(Environ environ, params string[] before)
    {
        foreach (var block in before)
            yield return Blocks.Of(block);
        environ.RequestAborted.WaitHandle.WaitOne(TestRun.Patience).ShouldBeTrue();
        yield return Blocks.Of("too late");
    }

    private sealed class RecordedTimeout : IHttpRequestTimeoutFeature
    {
        public bool IsDisabled { get; private set; }

        public CancellationToken RequestTimeoutToken => CancellationToken.None;

        public void DisableTimeout() => IsDisabled = true;
    }
}
