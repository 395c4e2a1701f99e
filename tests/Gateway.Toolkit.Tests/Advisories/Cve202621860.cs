using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-21860",
    "Werkzeug",
    "A device name with an extension or a blank behind it is a device as well.",
    "Paths with backslashes, drive letters or names that leave the root are not found; what is not below the root is never opened.")]
public sealed class Cve202621860 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/con.txt")]
    [InlineData("/NUL.html")]
    [InlineData("/lpt1.css")]
    [InlineData("/COM1 .txt")]
    public async Task Such_a_path_is_not_found(string target)
    {
        _folder.Write("root/a.txt", "text");
        _folder.Write("a.txt", "outside");

        var response = await new GatewayClient(new FileServer(_folder.File("root"))).Get(target);

        response.StatusCode.ShouldBeOneOf(400, 404);
        response.Text.ShouldNotBe("outside");
    }
}
