using System.Text;
using Gateway;

namespace MixedHost.Apps;

/// <summary>A report that takes work, block by block, and has a number: asked for twice, it tells whether it was made twice.</summary>
internal sealed class Report
{
    private int _number;

    public IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        var number = Interlocked.Increment(ref _number);
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("ETag", $"\"report-{number}\"")]);
        yield return Encoding.UTF8.GetBytes($"report {number}, {environ.QueryString}\n");
        for (var line = 1; line <= 3; line++)
            yield return Encoding.UTF8.GetBytes($"line {line}\n");
    }
}
