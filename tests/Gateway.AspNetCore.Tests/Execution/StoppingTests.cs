using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Execution;

/// <summary>The server stops: apps are told, and may finish.</summary>
public sealed class StoppingTests
{
    [Theory, BothShapes]
    public async Task A_request_under_way_is_told_and_finished(AppShape shape)
    {
        var waiting = new Signal();
        await using var host = await GatewayHost.StartAsync(shape, StreamUntilStopped);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await waiting.WaitAsync();
        var stopped = host.StopAsync();

        var response = await connection.ReceiveResponseAsync();
        response.Text.ShouldBe("working, and goodbye");
        response.LooksWhole.ShouldBeTrue();
        await stopped;
        host.Log.Errors.ShouldBeEmpty();

        IEnumerable<ReadOnlyMemory<byte>> StreamUntilStopped(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", Blocks.Plain);
            yield return Blocks.Of("working");
            waiting.Set();
            ((CancellationToken)environ["gateway.stopping"]!).WaitHandle.WaitOne(TestRun.Patience).ShouldBeTrue();
            environ.RequestAborted.IsCancellationRequested.ShouldBeFalse("Stopping is not giving up.");
            yield return Blocks.Of(", and goodbye");
        }
    }

    [Fact]
    public async Task The_token_is_cancelled_as_soon_as_the_server_is_told_to_stop()
    {
        var (waiting, told) = (new Signal(), new Signal());
        await using var host = await GatewayHost.StartAsync(async (environ, startResponse) =>
        {
            using var registration = ((CancellationToken)environ["gateway.stopping"]!).Register(told.Set);
            waiting.Set();
            await told.WaitAsync();
            startResponse("200 OK", []);
            return Body.Text("told");
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        await waiting.WaitAsync();
        told.IsSet.ShouldBeFalse();
        host.BeginToStop();

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("told");
    }
}
