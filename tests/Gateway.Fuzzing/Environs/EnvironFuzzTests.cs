using Gateway.Hosting;
using Gateway.AspNetCore;
using Gateway.Fuzzing.Connections;
using Gateway.Fuzzing.Engine;
using Xunit.Abstractions;

namespace Gateway.Fuzzing.Environs;

/// <summary>Requests that are let through, and what the app sees of them.</summary>
public class EnvironFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public async Task An_environ_says_what_the_request_said_and_nothing_else()
    {
        const int FewEnough = 1500;
        var target = new FuzzTarget(nameof(EnvironFuzzTests));
        var seen = 0;
        await using var hosts = await FuzzHosts.StartAsync(host => new ProbeApp(host).Run);
        await FuzzRun.RepeatAsync(target.Name, FewEnough, async iteration =>
        {
            var host = hosts.At(iteration);
            var head = RequestHead.Create(new FuzzCase(FuzzSettings.Seed, iteration).ForRequest(1000));
            FuzzCase? fuzzCase = null;
            fuzzCase = new FuzzCase(FuzzSettings.Seed, iteration) { Inspect = Inspect };
            target.Count(await host.RunAsync(target, fuzzCase, head.ToBytes()));

            void Inspect(Environ environ)
            {
                seen++;
                foreach (var violation in Differences(environ, head, host.Profile.HeaderNames))
                    fuzzCase!.Violations.Enqueue(violation);
            }
        });
        output.WriteLine($"{target}; {seen} environs");
        seen.ShouldBeGreaterThan(FuzzSettings.Iterations(FewEnough) / 5);
    }

    private static IEnumerable<string> Differences(Environ environ, RequestHead head, HeaderNamePolicy policy)
    {
        if (policy == HeaderNamePolicy.Allow)
            yield break; // Merged with what odd names say.
        var expected = head.Expected().ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var (key, value) in expected)
        {
            var found = environ.TryGetValue(key, out var entry) ? entry as string : null;
            if (found != value)
                yield return $"{key} is {Escaping.Escape(found)} instead of {Escaping.Escape(value)}";
        }

        string[] own = ["HTTP_HOST", "HTTP_X_END", "HTTP_TRANSFER_ENCODING", "HTTP_X_CONTENT_LENGTH"];
        foreach (var key in environ.Keys.Where(
            key => key.StartsWith("HTTP_", StringComparison.Ordinal) && !expected.ContainsKey(key) && !own.Contains(key)))
            yield return $"{key} came from nowhere";
    }
}
