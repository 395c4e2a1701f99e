using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2019-16789",
    "waitress",
    "Transfer-Encoding with odd white space is chunked for one server and invalid for the next.",
    "White space other than blank and tab is refused.")]
public sealed class Cve201916789
{
    [Theory]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding:\u000bchunked", "Content-Length: 3", "", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding : chunked", "Content-Length: 3", "", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding:\u0085chunked", "Content-Length: 3", "", "0", "")]
    public async Task A_coding_behind_odd_white_space_hides_no_request(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);
}
