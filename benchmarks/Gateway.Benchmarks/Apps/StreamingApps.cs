using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Benchmarks.Apps;

/// <summary>Apps that stream, wait or block.</summary>
internal static class StreamingApps
{
    public const int EventMilliseconds = 10;

    private static readonly byte[] s_block = new byte[16 * 1024];

    public static IEnumerable<ReadOnlyMemory<byte>> SendFile(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
        return Body.File(Uri.UnescapeDataString(environ.QueryString["path=".Length..]));
    }

    /// <summary>Events that carry the moment they were made at: the clock is the same for every process.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Events(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/event-stream")]);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(EventMilliseconds));
        while (await timer.WaitForNextTickAsync(environ.RequestAborted))
            yield return Event();
    }

    public static async Task RawEvents(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(EventMilliseconds));
        while (await timer.WaitForNextTickAsync(context.RequestAborted))
            await context.Response.BodyWriter.WriteAsync(Event(), context.RequestAborted);
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Endless(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
        while (true)
            yield return s_block;
    }

    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> EndlessAsync(Environ environ, StartResponse startResponse)
    {
        await Task.CompletedTask;
        startResponse("200 OK", [("Content-Type", "application/octet-stream")]);
        while (true)
            yield return s_block;
    }

    public static async Task RawEndless(HttpContext context)
    {
        while (!context.RequestAborted.IsCancellationRequested)
            await context.Response.BodyWriter.WriteAsync(s_block, context.RequestAborted);
    }

    /// <summary>Blocks its thread, as an app does that waits for a database.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Sleep(Environ environ, StartResponse startResponse)
    {
        Thread.Sleep(Pipelines.BlockingMilliseconds);
        startResponse("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "13")]);
        return Body.Bytes(Payload.Hello);
    }

    public static IEnumerable<byte[]> SleepNaively(
        IDictionary<string, object?> environ, Action<string, List<(string Name, string Value)>> startResponse)
    {
        Thread.Sleep(Pipelines.BlockingMilliseconds);
        return NaiveAdapter.Hello(environ, startResponse);
    }

    private static byte[] Event() => Encoding.ASCII.GetBytes($"data: {Stopwatch.GetTimestamp()}\n\n");
}
