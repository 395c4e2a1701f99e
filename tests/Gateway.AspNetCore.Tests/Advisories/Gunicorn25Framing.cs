using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "gunicorn 25.3.0 (framing)",
    "gunicorn",
    "Chunks over HTTP/1.0, chunks with a length, and chunk sizes with signs or blanks are read in different ways.",
    "Chunks win over a length and the connection then ends, or the request is refused.")]
public sealed class Gunicorn25Framing
{
    [Theory]
    [InlineData("POST / HTTP/1.0", "Host: a", "Transfer-Encoding: chunked", "", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "+5", "hello", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "0x5", "hello", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", " 5", "hello", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "5;a=\rb", "hello", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "-1", "hello", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "ffffffffffffffff5", "hello", "0", "")]
    public async Task A_body_with_doubtful_chunks_hides_no_request(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);
}
