using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2025-66221",
    "Werkzeug",
    "A path names a device of Windows (CON, NUL), and reading it never ends.",
    "Paths with backslashes, drive letters or names that leave the root are not found; what is not below the root is never opened.")]
public sealed class Cve202566221 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/CON")]
    [InlineData("/nul")]
    [InlineData("/aux")]
    [InlineData("/docs/COM1")]
    public async Task Such_a_path_is_not_found(string target)
    {
        _folder.Write("root/a.txt", "text");
        _folder.Write("a.txt", "outside");

        var response = await new GatewayClient(new FileServer(_folder.File("root"))).Get(target);

        response.StatusCode.ShouldBeOneOf(400, 404);
        response.Text.ShouldNotBe("outside");
    }
}
