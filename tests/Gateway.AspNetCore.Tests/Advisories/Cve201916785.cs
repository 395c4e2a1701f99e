using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2019-16785",
    "waitress",
    "A lone line feed ends a header line for one server and not for the next.",
    "Kestrel takes CRLF only, and a control character in a value is refused.")]
public sealed class Cve201916785
{
    [Theory]
    [InlineData("POST / HTTP/1.1", "Host: a", "X-Header: x\nContent-Length: 34", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "X-Header: x\rTransfer-Encoding: chunked", "", "hello")]
    public async Task A_lone_line_feed_makes_no_header(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);
}
