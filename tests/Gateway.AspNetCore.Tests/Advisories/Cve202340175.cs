using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2023-40175",
    "Puma",
    "An empty Content-Length, or a chunked body with a wrong trailer, is read differently by the next server.",
    "An empty length is refused, and trailers are parsed as headers are.")]
public sealed class Cve202340175
{
    [Theory]
    [InlineData("POST / HTTP/1.1", "Host: a", "Content-Length: ", "", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Content-Length:", "", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "0", "Bad Trailer : x", "")]
    public async Task An_empty_length_hides_no_request(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);
}
