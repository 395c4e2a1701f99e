using System.Globalization;
using Gateway.Fuzzing.Engine;
using Xunit.Abstractions;

namespace Gateway.Fuzzing.Connections;

/// <summary>Damaged requests, several on a connection, against the whole adapter.</summary>
public class ConnectionFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_comes_in_what_goes_out_is_http()
    {
        const int FewEnough = 2000;
        var target = new FuzzTarget(nameof(ConnectionFuzzTests));
        await using var hosts = await FuzzHosts.StartAsync(host => new ProbeApp(host).Run);
        await FuzzRun.RepeatAsync(target.Name, FewEnough, async iteration =>
        {
            var fuzzCase = new FuzzCase(FuzzSettings.Seed, iteration);
            var random = fuzzCase.Random;
            byte[] input = [.. Enumerable.Range(0, 1 + random.Next(4)).SelectMany(_ => Mutator.Next(random))];
            var responses = await hosts.At(iteration).RunAsync(target, fuzzCase, input, leaves: random.Chance(10));
            target.Count(responses);

            // An answer that went to another request would say so.
            for (var index = 0; index < responses.Count; index++)
            {
                if (responses[index].All("X-Index") is [var answered] && int.Parse(answered, CultureInfo.InvariantCulture) != index)
                    throw FuzzFailure.Of(target.Name, iteration, $"response {index} answers request {answered}", Escaping.Escape(input));
            }
        });
        output.WriteLine(target.ToString());
    }
}
