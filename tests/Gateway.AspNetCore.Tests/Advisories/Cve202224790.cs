using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2022-24790",
    "Puma",
    "Requests that break the grammar (a second chunked, a length with junk) pass, and the proxy in front reads them otherwise.",
    "They are refused before the app is called.")]
public sealed class Cve202224790
{
    [Theory]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked, chunked", "", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Content-Length: 5_0", "", "hello")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked;", "", "0", "")]
    public async Task A_request_against_the_grammar_hides_no_other(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);
}
