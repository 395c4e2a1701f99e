using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-26962",
    "rack",
    "A header of a part that is folded over two lines is unfolded in a way of its own, and smuggles a second header.",
    "A folded header is refused, or its lines never become headers.")]
public sealed class Cve202626962
{
    [Theory]
    [InlineData("X-A: 1\r\n X-B: 2")]
    [InlineData("X-A: 1\r\n\tX-B: 2")]
    [InlineData("X-A: 1\n X-B: 2")]
    public void A_folded_line_of_a_part_never_becomes_a_header(string header)
    {
        var body = $"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n{header}\r\n\r\n1\r\n--b--";
        try
        {
            foreach (var part in Make.Post("multipart/form-data; boundary=b", body).ReadMultipart())
                part.Headers.ContainsKey("X-B").ShouldBeFalse();
        }
        catch (BadRequestException fault)
        {
            fault.StatusCode.ShouldBe(400);
        }
    }
}
