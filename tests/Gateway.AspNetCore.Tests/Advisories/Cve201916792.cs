using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2019-16792",
    "waitress",
    "Two Content-Length headers: the second is ignored, or both are joined.",
    "Two that differ are refused.")]
public sealed class Cve201916792
{
    [Theory]
    [InlineData("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Content-Length: 0", "", "hello")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Content-Length: 0, 5", "", "hello")]
    public async Task Two_lengths_hide_no_request(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);
}
