using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2024-49768",
    "waitress",
    "A request pipelined behind one that closes the connection is served all the same.",
    "Nothing behind an invalid request is read.")]
public sealed class Cve202449768
{
    [Theory]
    [InlineData("GET / HTTP/1.1", "Host: a", "Bad Header: 1", "", "")]
    [InlineData("GET / HTTP/1.1", "Host: a\u0000", "", "")]
    [InlineData("BAD", "", "")]
    [InlineData("GET / HTTP/1.1", "Host: a", "Connection: close", "", "")]
    public async Task A_request_behind_one_that_ends_the_connection_is_not_served(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);
}
