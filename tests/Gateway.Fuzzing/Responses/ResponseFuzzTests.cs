using System.Text;
using Gateway.Fuzzing.Engine;
using Xunit.Abstractions;

namespace Gateway.Fuzzing.Responses;

/// <summary>Hostile statuses, header lists and bodies, and what of them goes out.</summary>
public class ResponseFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Methods = ["GET", "GET", "HEAD", "POST"];

    [Fact]
    public async Task Nothing_invalid_goes_out_and_nothing_valid_is_lost()
    {
        const int FewEnough = 2000;
        var target = new FuzzTarget(nameof(ResponseFuzzTests));
        await using var hosts = await FuzzHosts.StartAsync(host => new ReplyingApp(host).Run);
        await FuzzRun.RepeatAsync(target.Name, FewEnough, async iteration =>
        {
            // Whether a response is whole is a matter of its reply here, and checked with it.
            var fuzzCase = new FuzzCase(FuzzSettings.Seed, iteration) { MayBeCut = true };
            var input = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 2).Select(_ => Request(fuzzCase.Random))));
            var responses = await hosts.At(iteration).RunAsync(target, fuzzCase, input);
            target.Count(responses);

            if (responses.Count == 0)
                throw FuzzFailure.Of(target.Name, iteration, "no response", Escaping.Escape(input));
            for (var index = 0; index < responses.Count; index++)
            {
                var reply = ReplyingApp.ReplyOf(fuzzCase, index);
                if (ReplyRules.Violations(reply, fuzzCase.Requests[index].Method, responses[index]).FirstOrDefault() is { } violation)
                    throw FuzzFailure.Of(target.Name, iteration, violation, Escaping.Escape(input));
            }
        });
        output.WriteLine(target.ToString());
    }

    private static string Request(Random random)
    {
        var method = random.Pick(Methods);
        return $"{method} /app HTTP/1.{(random.Chance(80) ? 1 : 0)}\r\nHost: a\r\n{(method == "POST" ? "Content-Length: 0\r\n" : "")}\r\n";
    }
}
