using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Sockets;

/// <summary>A way of asking a server as fast as it answers.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="IsTls">Whether it needs TLS.</param>
/// <param name="Run">Asks for so many seconds.</param>
internal sealed partial record LoadGenerator(string Name, bool IsTls, Func<Uri, int, Task<Load>> Run)
{
    public const string Http1 = "HTTP/1.1";
    private const string Pipelined = "HTTP/1.1, 16 pipelined";

    public bool IsPipelined => Name == Pipelined;

    public bool IsHttp1 => Name.StartsWith(Http1, StringComparison.Ordinal);

    /// <summary>HTTP/1.1 over so many connections.</summary>
    public static IEnumerable<LoadGenerator> WithConnections(params int[] counts)
    {
        if (Tool.FindOrSay("wrk", "wrk", "CPU time by the number of connections") is not { } wrk)
            return [];
        return counts.Select(count => new LoadGenerator(
            string.Create(CultureInfo.InvariantCulture, $"{count}"), false,
            (url, seconds) => WrkAsync(wrk, "-t1", $"-c{count}", $"-d{seconds}s", url.ToString())));
    }

    /// <summary>Those that are installed.</summary>
    public static IEnumerable<LoadGenerator> Installed()
    {
        if (Tool.FindOrSay("wrk", "wrk", "HTTP/1.1 and TLS") is { } wrk)
        {
            var script = Path.Combine(AppContext.BaseDirectory, "Peers", "pipeline.lua");
            yield return new(Http1, false, (url, seconds) => WrkAsync(wrk, "-t1", "-c32", $"-d{seconds}s", url.ToString()));
            yield return new(
                Pipelined, false, (url, seconds) => WrkAsync(wrk, "-t1", "-c8", $"-d{seconds}s", "-s", script, url.ToString()));
            yield return new("HTTP/1.1 over TLS", true, (url, seconds) => WrkAsync(wrk, "-t1", "-c32", $"-d{seconds}s", url.ToString()));
        }

        if (Tool.FindOrSay("h2load", "nghttp2-client", "HTTP/2") is { } h2load)
            yield return new(
                "HTTP/2 over TLS", true, (url, seconds) => H2loadAsync(h2load, "-t1", "-c8", "-m8", "-D", $"{seconds}", url.ToString()));
    }

    private static async Task<Load> WrkAsync(string wrk, params string[] arguments)
    {
        var output = await Tool.RunAsync(wrk, arguments);
        return new Load(
            Number(WrkRate(), output, "Requests/sec"), (long)Number(WrkTotal(), output, "requests in"), WrkFailures()
                .Match(output) is { Success: true } failures ? long.Parse(failures.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0);
    }

    private static async Task<Load> H2loadAsync(string h2load, params string[] arguments)
    {
        var output = await Tool.RunAsync(h2load, arguments);
        return new Load(Number(H2loadRate(), output, "req/s"), (long)Number(H2loadSucceeded(), output, "succeeded"),
            (long)Number(H2loadFailed(), output, "failed"));
    }

    private static double Number(Regex regex, string output, string what) => regex.Match(output) is { Success: true } match
        ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"The load generator did not say '{what}':\n{output}");

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex WrkRate();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex WrkTotal();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex WrkFailures();

    [GeneratedRegex(@"([\d.]+) req/s")]
    private static partial Regex H2loadRate();

    [GeneratedRegex(@"(\d+) succeeded")]
    private static partial Regex H2loadSucceeded();

    [GeneratedRegex(@"(\d+) failed")]
    private static partial Regex H2loadFailed();
}
