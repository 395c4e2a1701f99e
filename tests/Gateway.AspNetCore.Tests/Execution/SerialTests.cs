using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Execution;

/// <summary>W-134: one request at a time, for apps that are not thread-safe.</summary>
public sealed class SerialTests
{
    [Theory, BothShapes]
    public async Task One_request_at_a_time_is_served_until_its_body_is_closed(AppShape shape)
    {
        var running = 0;
        var most = 0;
        await using var host = await GatewayHost.StartAsync(
            shape, Count, setup => setup.Options = options => options.Execution.Serial = true);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            await using var connection = await host.ConnectAsync();
            return (await connection.GetAsync("/")).Text;
        }));

        answers.ShouldAllBe(answer => answer == "ab");
        most.ShouldBe(1);

        IEnumerable<ReadOnlyMemory<byte>> Count(Environ environ, StartResponse startResponse)
        {
            environ[EnvironKeys.MultiThread].ShouldBe(false);
            most = Math.Max(most, Interlocked.Increment(ref running));
            startResponse("200 OK", []);
            return Blocks();
        }

        IEnumerable<ReadOnlyMemory<byte>> Blocks()
        {
            try
            {
                yield return "a"u8.ToArray();
                Thread.Yield();
                yield return "b"u8.ToArray();
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }
    }

    [Fact]
    public async Task A_full_queue_answers_503()
    {
        var entered = new Signal();
        var gate = new TaskCompletionSource();
        await using var host = await GatewayHost.StartAsync(
            async (environ, startResponse) =>
            {
                entered.Set();
                await gate.Task;
                startResponse("200 OK", []);
                return Body.Text("done");
            },
            setup => setup.Options = options => (options.Execution.Serial, options.Execution.QueueLimit) = (true, 0));
        await using var first = await host.ConnectAsync();
        await using var second = await host.ConnectAsync();

        var answer = first.GetAsync("/");
        await entered.WaitAsync();
        var refused = await second.GetAsync("/");
        gate.SetResult();

        refused.Status.ShouldBe(503);
        refused.Header("Retry-After").ShouldBe("1");
        (await answer).Text.ShouldBe("done");
    }
}
