using Gateway.AspNetCore.Execution;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Execution;

/// <summary>The threads behind synchronous apps that block.</summary>
public sealed class BlockingThreadsTests
{
    [Fact]
    public async Task A_thousand_failures_cost_no_thread()
    {
        var threads = new BlockingThreads(maxThreads: 2, queueLimit: 2000);
        var used = new System.Collections.Concurrent.ConcurrentDictionary<int, bool>();
        var work = Enumerable.Range(0, 1000).Select(_ => new BlockingWork(() =>
        {
            used[Environment.CurrentManagedThreadId] = true;
            throw new InvalidDataException();
        })).ToList();

        foreach (var item in work)
            threads.TryQueue(item).ShouldBeTrue();

        foreach (var item in work)
            await item.Finished.ShouldThrowAsync<InvalidDataException>();
        used.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task The_queue_is_bounded_and_dropped_work_frees_its_place()
    {
        using var gate = new ManualResetEventSlim();
        var threads = new BlockingThreads(maxThreads: 1, queueLimit: 1);
        var running = new BlockingWork(() => { gate.Wait(TestRun.Patience); return default; });
        var waiting = new BlockingWork(() => default);
        var late = new BlockingWork(() => default);

        threads.TryQueue(running).ShouldBeTrue();
        await running.Started;
        threads.TryQueue(waiting).ShouldBeTrue();
        threads.TryQueue(late).ShouldBeFalse();
        waiting.TryDrop().ShouldBeTrue();
        threads.TryQueue(late).ShouldBeTrue();

        gate.Set();
        await late.Finished;
        waiting.Started.IsCompleted.ShouldBeFalse();
        running.TryDrop().ShouldBeFalse();
    }

    [Fact]
    public async Task The_context_of_one_call_is_not_seen_by_the_next()
    {
        var local = new AsyncLocal<string?>();
        var threads = new BlockingThreads(maxThreads: 1, queueLimit: 10);
        var seen = new List<string?>();

        foreach (var name in new[] { "first", null, "third" })
        {
            local.Value = name;
            var work = new BlockingWork(() =>
            {
                seen.Add(local.Value);
                local.Value = "left behind";
                return default;
            });
            threads.TryQueue(work).ShouldBeTrue();
            await work.Finished;
        }

        seen.ShouldBe(["first", null, "third"]);
    }
}
