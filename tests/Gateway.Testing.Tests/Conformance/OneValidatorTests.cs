using Gateway.Cgi;
using Gateway.Testing.Tests.Hosts;

namespace Gateway.Testing.Tests.Conformance;

/// <summary>The rules for a response stand in one validator: the linter and every host refuse the same, in the same words.</summary>
public sealed class OneValidatorTests
{
    private static readonly (string Status, (string, string)[] Headers)[] Valid =
    [
        ("200 OK", []),
        ("599 Last", [("X-Empty", "")]),
        ("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "4")]),
        ("200 OK", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("x!#$%&'*+-.^_`|~1", "~ !")]),
    ];

    public static TheoryData<string> InvalidIds => new(InvalidResponse.All.Select(invalid => invalid.Id));

    [Theory]
    [MemberData(nameof(InvalidIds))]
    public async Task An_invalid_response_is_refused_everywhere_in_the_same_words(string id)
    {
        var invalid = InvalidResponse.All.Single(invalid => invalid.Id == id);

        var refusals = await RefusalsAsync(invalid.Status, invalid.Headers);

        var message = refusals["in memory"].ShouldNotBeNull();
        refusals["Kestrel"].ShouldBe(message);
        refusals["CGI"].ShouldBe(message);
        refusals["the linter"].ShouldNotBeNull().ShouldContain(message);
    }

    [Fact]
    public async Task A_valid_response_is_accepted_everywhere()
    {
        foreach (var (status, headers) in Valid)
        {
            foreach (var (door, refusal) in await RefusalsAsync(status, headers))
                refusal.ShouldBeNull($"{status} at {door}");
        }
    }

    private static async Task<Dictionary<string, string?>> RefusalsAsync(string status, IReadOnlyList<(string, string)> headers)
    {
        string? refusal = null;
        var refusals = new Dictionary<string, string?>();

        await new GatewayClient(App).Get("/");
        refusals["in memory"] = Take();

        var kestrel = new KestrelHost("HTTP/1.1");
        await kestrel.StartAsync((GatewayApp)App);
        await kestrel.ExchangeAsync(new ConformanceExchange { Target = "/" });
        await kestrel.StopAsync();
        refusals["Kestrel"] = Take();

        var variables = new Dictionary<string, string> { ["REQUEST_METHOD"] = "GET", ["PATH_INFO"] = "/" };
        await new CgiHost(variables, Stream.Null, new MemoryStream(), new MemoryStream()).RunAsync((GatewayApp)App);
        refusals["CGI"] = Take();

        Lint.Check((GatewayApp)App)(Environ.ForRequest("GET", "/"), (_, _, _) => new Discarding());
        refusals["the linter"] = Take();
        return refusals;

        IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
        {
            try
            {
                startResponse(status, headers);
            }
            catch (GatewayContractException error)
            {
                refusal = error.Message;
                startResponse("500 Refused", [], error);
            }

            return Body.Text("text");
        }

        string? Take()
        {
            var taken = refusal;
            refusal = null;
            return taken;
        }
    }

    private sealed class Discarding : IBodyWriter
    {
        public void Write(ReadOnlySpan<byte> block)
        {
        }
    }
}
