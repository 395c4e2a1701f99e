using Gateway.Python.Tests.Support;

namespace Gateway.Python.Tests.Endurance;

/// <summary>Exceptions at every place where an app can raise them, and clients that leave.</summary>
[Requires(Support.Python.Program)]
public sealed class LeakTests
{
    // The pool of .NET adds some threads under load, and takes them back in its own time.
    private const int PoolThreads = 20;

    private static readonly int Requests = Length.Of(usual: 1000, whole: 10_000);

    private static readonly string[] Targets =
    [
        "/raise_before_head", "/raise_after_block", "/raise_again_after_head", "/raise_in_close", "/no_start_response", "/start_twice",
        "/yields_text", "/header_with_line_end", "/hop_by_hop", "/exit_app", "/too_short", "/too_long", "/start_again_after_block", "/file",
    ];

    [RequiringFact]
    public async Task Failing_requests_leave_no_process_descriptor_or_thread_behind()
    {
        using var host = await HostProcess.StartAsync();
        await FailAsync(host, Targets.Length * 4);
        await Eventually.IsTrue(() => IsIdle(host));
        var (descriptors, own, threads) = (Processes.Descriptors(host.Worker), Processes.Descriptors(host.Id), Processes.Threads(host.Id));
        var pythonThreads = Processes.Threads(host.Worker);

        await FailAsync(host, Requests);
        await Eventually.IsTrue(() => Processes.Descriptors(host.Worker) <= descriptors && Processes.Descriptors(host.Id) <= own);
        Processes.Children(host.Id).ShouldBe([host.Worker]);
        Processes.Threads(host.Worker).ShouldBe(pythonThreads);
        Processes.Threads(host.Id).ShouldBeLessThanOrEqualTo(threads + PoolThreads);
        using var client = KestrelHost.Client(host.Url);
        (await client.GetStringAsync("/pid")).ShouldBe($"{host.Worker}");
    }

    private static bool IsIdle(HostProcess host) =>
        File.ReadLines("/proc/net/tcp").All(line => !line.Contains($":{host.Url.Port:X4} ", StringComparison.Ordinal)
            || line.Contains(" 0A ", StringComparison.Ordinal) || line.Contains(" 06 ", StringComparison.Ordinal));

    private static async Task FailAsync(HostProcess host, int requests)
    {
        using var client = KestrelHost.Client(host.Url);
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (index, stop) =>
        {
            try
            {
                if (index % (Targets.Length + 1) == Targets.Length)
                    await LeaveAsync(client, stop);
                else
                    await client.GetStringAsync(Targets[index % Targets.Length], stop);
            }
            catch (HttpRequestException)
            {
                // 500, or cut off.
            }
        });
    }

    private static async Task LeaveAsync(HttpClient client, CancellationToken stop)
    {
        await using var body = await client.GetStreamAsync("/stream_forever", stop);
        await body.ReadExactlyAsync(new byte[5], stop);
    }
}
