using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>gateway.response_finished: told once, after the end, in reverse order, with what happened.</summary>
public sealed class ResponseFinishedTests
{
    [Theory, BothShapes]
    public async Task Callbacks_run_in_reverse_order_after_the_body_is_closed(AppShape shape)
    {
        var order = new List<string>();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            OnFinished(environ, (_, _, _) => order.Add("first"));
            OnFinished(environ, (_, _, _) => order.Add("second"));
            startResponse("200 OK", []);
            return new TrackedBody(Blocks.Lazily("one")) { OnClose = () => order.Add("closed") };
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("one");

        await host.StopAsync();
        order.ShouldBe(["closed", "second", "first"]);
    }

    [Theory, BothShapes]
    public async Task After_a_success_they_get_the_environ_the_status_and_no_exception(AppShape shape)
    {
        var (given, answer) = (new Answer<Environ>(), new Answer<(Environ, string?, Exception?, string)>());
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            given.Set(environ);
            OnFinished(environ, (finished, status, error) => answer.Set((finished, status, error, finished.PathInfo)));
            startResponse("299 Froody", []);
            return Body.Text("x");
        });
        await using var connection = await host.ConnectAsync();

        await connection.GetAsync("/path");

        var (environ, status, error, path) = await answer.GetAsync();
        environ.ShouldBeSameAs(await given.GetAsync());
        status.ShouldBe("299 Froody");
        error.ShouldBeNull();
        path.ShouldBe("/path");
    }

    [Theory]
    [InlineData(AppShape.Sync, nameof(FailsMidway.InTheCall))]
    [InlineData(AppShape.Async, nameof(FailsMidway.InTheCall))]
    [InlineData(AppShape.Sync, nameof(FailsMidway.AfterTheFirstBlock))]
    [InlineData(AppShape.Async, nameof(FailsMidway.AfterTheFirstBlock))]
    public async Task After_a_failure_they_get_what_went_wrong(AppShape shape, string fault)
    {
        var app = typeof(FailsMidway).GetMethod(fault)!.CreateDelegate<GatewayApp>();
        var (_, error) = await FinishAsync(shape, app, connection => connection.GetAsync("/"));

        error!.Message.ShouldBe(FailsMidway.Secret);
    }

    [Theory, BothShapes]
    public async Task After_a_failure_once_the_head_was_out_they_get_the_status_too(AppShape shape)
    {
        var (status, _) = await FinishAsync(shape, FailsMidway.AfterTheFirstBlock, connection => connection.GetAsync("/"));

        status.ShouldBe("200 OK");
    }

    [Theory, BothShapes]
    public async Task A_callback_gets_no_status_if_start_response_was_not_called(AppShape shape)
    {
        var (status, error) = await FinishAsync(shape, NeverStarts.WithABody, connection => connection.GetAsync("/"));

        status.ShouldBeNull();
        error.ShouldBeOfType<GatewayContractException>();
    }

    [Theory, BothShapes]
    public async Task The_status_is_the_one_that_was_given_last(AppShape shape)
    {
        var (status, error) = await FinishAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                startResponse("503 Service Unavailable", [], new InvalidOperationException("on purpose"));
                return Body.Empty;
            },
            connection => connection.GetAsync("/"));

        status.ShouldBe("503 Service Unavailable");
        error.ShouldBeNull();
    }

    [Theory, BothShapes]
    public async Task Callbacks_learn_that_the_client_has_left(AppShape shape)
    {
        var (status, error) = await FinishAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Blocks.Endlessly();
            },
            async connection =>
            {
                await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
                await connection.ReceiveHeadAsync();
                connection.Reset();
            });

        status.ShouldBe("200 OK");
        error.ShouldNotBeNull();
    }

    [Theory, BothShapes]
    public async Task A_failing_callback_is_logged_and_does_not_stop_the_others(AppShape shape)
    {
        var ran = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            OnFinished(environ, (_, _, _) => ran.Set());
            OnFinished(environ, (_, _, _) => throw new InvalidOperationException("callback failed on purpose"));
            startResponse("200 OK", []);
            return Body.Text("x");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("x");

        await ran.WaitAsync();
        await connection.ShouldStillServeAsync();
        (await host.Log.WaitForErrorAsync()).Exception!.Message.ShouldBe("callback failed on purpose");
    }

    [Theory, BothShapes]
    public async Task An_asynchronous_callback_is_awaited_before_the_next_one(AppShape shape)
    {
        var order = new List<string>();
        var done = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            OnFinished(environ, (_, _, _) =>
            {
                order.Add("second");
                done.Set();
            });
            ((ICollection<Func<Environ, string?, Exception?, ValueTask>>)environ["gateway.response_finished"]!).Add(async (_, _, _) =>
            {
                await Task.Yield();
                await Task.Yield();
                order.Add("first");
            });
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.GetAsync("/");

        await done.WaitAsync();
        order.ShouldBe(["first", "second"]);
    }

    private static async Task<(string? Status, Exception? Error)> FinishAsync(
        AppShape shape, GatewayApp app, Func<RawConnection, Task> talk)
    {
        var calls = 0;
        var answer = new Answer<(string?, Exception?)>();
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            OnFinished(environ, (_, status, error) =>
            {
                Interlocked.Increment(ref calls);
                answer.Set((status, error));
            });
            return app(environ, startResponse);
        });
        await using var connection = await host.ConnectAsync();

        await talk(connection);

        var result = await answer.GetAsync();
        await host.StopAsync();
        calls.ShouldBe(1);
        return result;
    }

    private static void OnFinished(Environ environ, Action<Environ, string?, Exception?> callback) =>
        ((ICollection<Func<Environ, string?, Exception?, ValueTask>>)environ["gateway.response_finished"]!).Add((finished, status, error) =>
        {
            callback(finished, status, error);
            return ValueTask.CompletedTask;
        });
}
