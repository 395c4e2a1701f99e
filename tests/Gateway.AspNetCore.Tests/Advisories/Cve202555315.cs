using Gateway.AspNetCore.Tests.Support;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2025-55315",
    "Kestrel",
    "A line feed inside a chunk extension ends the line for one server and not for the next, so that they see different requests.",
    "Kestrel refuses it since the fixed version; the host warns at start about an older one.")]
public sealed class Cve202555315
{
    [Theory]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "5;a\nb", "hello", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "5;\n", "hello", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "5;a=\rb", "hello", "0", "")]
    [InlineData("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "0;\n", "")]
    public async Task A_line_end_inside_a_chunk_extension_hides_no_request(params string[] lines) =>
        (await Smuggling.PathsSeenAsync([.. lines, "GET /hidden HTTP/1.1", "Host: a", "", ""])).ShouldNotContain(Smuggling.Hidden);

    [Theory]
    [InlineData("10.0.0-rc.1.25451.107+abc", true)]
    [InlineData("10.0.0-preview.7.25380.108", true)]
    [InlineData("10.0.0-rc.2.25502.107", false)]
    [InlineData("10.0.0", false)]
    [InlineData("10.0.12+abc", false)]
    [InlineData("11.0.0-preview.1", false)]
    [InlineData("9.0.9", true)]
    [InlineData("9.0.10", false)]
    [InlineData("8.0.20", true)]
    [InlineData("8.0.21", false)]
    [InlineData("unknown", false)]
    public void A_runtime_without_the_fix_is_recognised(string version, bool isVulnerable) =>
        KestrelVersion.IsVulnerable(version).ShouldBe(isVulnerable);
}
