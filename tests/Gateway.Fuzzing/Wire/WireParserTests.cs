using System.Text;
using Gateway.Fuzzing.Engine;

namespace Gateway.Fuzzing.Wire;

/// <summary>What is to find faults has to see them.</summary>
public class WireParserTests
{
    [Theory]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok")]
    [InlineData("GET", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")]
    public void Exact_responses_pass(string method, string bytes) => Parse(method, bytes).ShouldHaveSingleItem().IsWhole.ShouldBeTrue();

    [Theory]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok!")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nok\r\n0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\nok\r\n0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\n\r\nok")]
    [InlineData("GET", "HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nX : a\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nX: a\rb\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nX: a\tb\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nX: caf\u00e9\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 99 Low\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 103 Early Hints\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 600 High\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 205 Reset Content\r\nContent-Length: 1\r\n\r\na")]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public void Anything_else_is_a_violation(string method, string bytes) => Should.Throw<WireViolation>(() => Parse(method, bytes));

    private static IReadOnlyList<WireResponse> Parse(string method, string bytes)
    {
        var fuzzCase = new FuzzCase(0, 0);
        fuzzCase.Requests.Add(new(method, "HTTP/1.1", "/", HasBody: false));
        return WireParser.Parse(Encoding.Latin1.GetBytes(bytes), fuzzCase);
    }
}
