using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2025-43859",
    "h11 (uvicorn, Hypercorn)",
    "Any two bytes behind a chunk are taken for its line end, so that the next server finds another chunk.",
    "Only CRLF ends a chunk.")]
public sealed class Cve202543859
{
    [Theory]
    [InlineData("5\r\nhelloXX0\r\n\r\n")]
    [InlineData("5\r\nhello\n\n0\r\n\r\n")]
    [InlineData("5\r\nhello\r0\r\n\r\n")]
    public async Task Other_bytes_behind_a_chunk_end_the_connection(string body) =>
        (await Smuggling.PathsSeenAsync(
            "POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", body + "GET /hidden HTTP/1.1", "Host: a", "", ""))
            .ShouldNotContain(Smuggling.Hidden);
}
