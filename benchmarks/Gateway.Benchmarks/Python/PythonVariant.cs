using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Python;

/// <summary>A server that is asked for one case.</summary>
internal sealed partial class PythonVariant(PythonCase load, RunningServer server)
{
    private const int Attempts = 5;

    public PythonCase Case => load;

    public string Name => server.Name;

    public Samples PerSecond { get; } = new();

    public Samples CpuMicroseconds { get; } = new();

    public bool HasFront => server.HasFront;

    /// <summary>The CPU time of what is in front of the processes with the app.</summary>
    public Samples FrontMicroseconds { get; } = new();

    /// <summary>The part of the CPU time that is spent in the kernel.</summary>
    public Samples KernelPart { get; } = new();

    /// <summary>How often a thread went to sleep, per request.</summary>
    public Samples Switches { get; } = new();

    public Samples MedianMilliseconds { get; } = new();

    public Samples P99Milliseconds { get; } = new();

    /// <summary>Connections that broke, and responses that were not 2xx.</summary>
    public long Failures { get; private set; }

    /// <summary>Asks once, and looks at the response.</summary>
    public async Task CheckAsync()
    {
        using var client = new HttpClient();
        using var body = load.IsUpload ? new ByteArrayContent(new byte[1 << 20]) : null;
        var url = new Uri(server.Url, load.Path);
        var response = body is null ? await client.GetAsync(url) : await client.PostAsync(url, body);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode || !text.StartsWith(load.Expected, StringComparison.Ordinal))
            throw new InvalidOperationException($"'{Name}' answered {load.Path} with {response.StatusCode}: {text}");
    }

    /// <summary>Asks as fast as it answers.</summary>
    public async Task<string> AskAsync(string wrk, TimeSpan time)
    {
        var seconds = Math.Max(1, (int)Math.Round(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return await Tool.RunAsync(
            wrk,
            [
                "-t1", load.IsUpload ? "-c8" : "-c32", $"-d{seconds}s", "--latency", .. load.Arguments,
                new Uri(server.Url, load.Path).ToString(),
            ]);
    }

    /// <summary>Takes one sample. On a full machine a round may pass without a whole response, which says nothing of the server.</summary>
    public async Task MeasureAsync(string wrk, TimeSpan time)
    {
        var (output, spent, front, requests) = ("", default(ProcessUsage), 0.0, 0.0);
        for (var attempt = 0; requests == 0 && attempt < Attempts; attempt++)
        {
            var (before, frontBefore) = (server.Usage, server.FrontUsage);
            output = await AskAsync(wrk, time * (attempt + 1));
            (spent, front) = (server.Usage - before, (server.FrontUsage - frontBefore).Microseconds);
            requests = Number(Total(), output);
        }

        if (requests == 0)
            throw new InvalidOperationException($"'{Name}' answered nothing for {load.Name}.");
        CpuMicroseconds.Add(spent.Microseconds / requests);
        FrontMicroseconds.Add(front / requests);
        KernelPart.Add(spent.KernelMicroseconds / spent.Microseconds);
        Switches.Add(spent.Switches / requests);
        PerSecond.Add(Number(Rate(), output));
        MedianMilliseconds.Add(Milliseconds(Median().Match(output)));
        P99Milliseconds.Add(Milliseconds(P99().Match(output)));
        Failures += Failed().Match(output) is { Success: true } failed ? long.Parse(failed.Groups[1].ValueSpan, null) : 0;
    }

    private static double Number(Regex regex, string output) => regex.Match(output) is { Success: true } match
        ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"wrk printed something unknown:\n{output}");

    private static double Milliseconds(Match match) =>
        double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * match.Groups[2].Value switch
        {
            "us" => 0.001,
            "s" => 1000,
            "m" => 60_000,
            _ => 1,
        };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Total();

    [GeneratedRegex(@"50%\s+([\d.]+)(\w+)")]
    private static partial Regex Median();

    [GeneratedRegex(@"99%\s+([\d.]+)(\w+)")]
    private static partial Regex P99();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Failed();
}
