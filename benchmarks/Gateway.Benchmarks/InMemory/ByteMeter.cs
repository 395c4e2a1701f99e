using System.Diagnostics;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Benchmarks.InMemory;

/// <summary>How many bytes a request allocates, exactly: raw Kestrel allocates none, so all of it is the pipeline's own.</summary>
/// <remarks>Worth asserting on optimised builds only: a debug build makes an object of every async method's state.</remarks>
internal static class ByteMeter
{
    private const int BatchesPerRound = 64;

    // Code is compiled again, in the background, when it proves hot; before that it may allocate more.
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Whether an assembly was compiled with optimisations, so that its bytes are those of production.</summary>
    /// <param name="member">A type of the assembly.</param>
    public static bool IsOptimised(Type member) =>
        member.Assembly.GetCustomAttributes(
            typeof(DebuggableAttribute), inherit: false) is not [DebuggableAttribute { IsJITOptimizerDisabled: true }];

    /// <summary>Bytes per request of a pipeline, in steady state.</summary>
    /// <param name="configure">The pipeline.</param>
    /// <param name="request">One whole HTTP/1.1 request.</param>
    /// <param name="check">Looks at an answer before and after the measurement, and throws where it is wrong.</param>
    public static async Task<long> MeasureAsync(Action<WebApplication> configure, byte[] request, Action<Answer> check)
    {
        await using var server = await MemoryServer.StartAsync(configure);
        using var client = server.Connect(request);
        check(client.Ask());
        var bytes = Measure(client);
        check(client.Ask());
        return bytes;
    }

    /// <summary>Bytes per request of a client that has asked once: the least, when nothing less has come out for a while.</summary>
    /// <param name="client">The client.</param>
    /// <param name="steady">For how long; two seconds unless given.</param>
    public static long Measure(PipelinedClient client, TimeSpan? steady = null)
    {
        var least = long.MaxValue;
        var started = Stopwatch.GetTimestamp();
        for (var since = started; Stopwatch.GetElapsedTime(since) < (steady ?? Steady);)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"The bytes per request did not become steady within {Patience}; the least were {least}.");
            var bytes = Round(client);
            if (bytes < least)
                (least, since) = (bytes, Stopwatch.GetTimestamp());
        }

        return least;
    }

    private static long Round(PipelinedClient client)
    {
        // This thread's own count is exact whatever else the process does. A pipeline that changes threads can only be counted with
        // everything else.
        var before = Allocated(client);
        client.Send(BatchesPerRound);
        return (long)Math.Round((Allocated(client) - before) / (double)(BatchesPerRound * client.Depth));
    }

    private static long Allocated(PipelinedClient client) => client.IsAnsweredInline
        ? GC.GetAllocatedBytesForCurrentThread() : GC.GetTotalAllocatedBytes(precise: true);
}
