using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>gateway.trailers: fields after the body, where the protocol has them.</summary>
public sealed class TrailerTests
{
    [Theory, BothShapes]
    public async Task Over_http_2_trailers_come_after_the_body(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, Counting, setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        using var response = await client.SendAsync("/");

        (await response.Content.ReadAsStringAsync()).ShouldBe("onetwo");
        response.TrailingHeaders.GetValues("X-Blocks").ShouldBe(["2"]);
        await client.ShouldStillServeAsync();

        static IEnumerable<ReadOnlyMemory<byte>> Counting(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            yield return Blocks.Of("one");
            yield return Blocks.Of("two");
            ((ResponseTrailers)environ["gateway.trailers"]!).Append("X-Blocks", "2");
        }
    }

    [Theory, BothShapes]
    public async Task Trailers_follow_a_body_in_memory_and_an_empty_one_too(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                ((ResponseTrailers)environ["gateway.trailers"]!).Append("X-Trailer", "1");
                ((ResponseTrailers)environ["gateway.trailers"]!).Append("X-Trailer", "2");
                return Body.Text(environ.QueryString);
            },
            setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        foreach (var text in new[] { "text", "" })
        {
            using var response = await client.SendAsync("/?" + text);
            (await response.Content.ReadAsStringAsync()).ShouldBe(text);
            response.TrailingHeaders.GetValues("X-Trailer").ShouldBe(["1", "2"], text);
        }
    }

    [Fact]
    public async Task Appending_after_the_end_is_an_error()
    {
        ResponseTrailers? kept = null;
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) =>
            {
                kept = (ResponseTrailers)environ["gateway.trailers"]!;
                startResponse("200 OK", []);
                return Body.Text("x");
            },
            setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        (await client.SendAsync("/")).Dispose();
        await host.StopAsync();

        Should.Throw<GatewayContractException>(() => kept!.Append("X-Late", "1"));
    }

    [Theory]
    [InlineData("X-A", "a\r\nX-Evil: 1")]
    [InlineData("X-A", "a\nb")]
    [InlineData("X-A", "caf\u00e9")]
    [InlineData("X A", "1")]
    [InlineData("", "1")]
    [InlineData("Content-Length", "1")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Host", "evil")]
    [InlineData("Set-Cookie", "a=1")]
    public async Task An_invalid_trailer_is_refused(string name, string value)
    {
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                Should.Throw<GatewayContractException>(() => ((ResponseTrailers)environ["gateway.trailers"]!).Append(name, value));
                return Body.Text("x");
            },
            setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        using var response = await client.SendAsync("/");

        (await response.Content.ReadAsStringAsync()).ShouldBe("x");
        response.TrailingHeaders.ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task Http_1_1_has_no_trailers(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            environ.ContainsKey("gateway.trailers").ShouldBeFalse();
            environ.Keys.ShouldNotContain("gateway.trailers");
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/", "TE: trailers")).Status.ShouldBe(200);
    }
}
