using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2024-1135",
    "gunicorn",
    "Several Transfer-Encoding headers, or one with another coding last, are read as chunked by one server only.",
    "Every coding but one chunked is refused: 400 or 501.")]
public sealed class Cve20241135
{
    [Theory]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "Transfer-Encoding: identity", "Content-Length: 5",
        "", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked, identity", "Content-Length: 5", "", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked", "", "0", "")]
    public async Task Codings_that_contradict_each_other_hide_no_request(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);
}
