using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2024-6827",
    "gunicorn",
    "An unknown Transfer-Encoding makes the server fall back to Content-Length.",
    "An unknown coding is refused, whatever the length says.")]
public sealed class Cve20246827
{
    [Theory]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: gzip", "Content-Length: 3", "", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: xchunked", "Content-Length: 3", "", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: \tchunked\u000b", "Content-Length: 3", "", "0", "")]
    public async Task An_unknown_coding_never_falls_back_to_the_length(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);
}
