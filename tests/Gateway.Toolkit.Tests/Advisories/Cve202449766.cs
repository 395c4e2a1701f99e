using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2024-49766",
    "Werkzeug",
    "A UNC path or a drive letter leaves the root on Windows.",
    "Paths with backslashes, drive letters or names that leave the root are not found; what is not below the root is never opened.")]
public sealed class Cve202449766 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("//server/share/a.txt")]
    [InlineData("/%5C%5Cserver%5Cshare")]
    [InlineData("/C:/a.txt")]
    [InlineData("/..%5Ca.txt")]
    public async Task Such_a_path_is_not_found(string target)
    {
        _folder.Write("root/a.txt", "text");
        _folder.Write("a.txt", "outside");

        var response = await new GatewayClient(new FileServer(_folder.File("root"))).Get(target);

        response.StatusCode.ShouldBeOneOf(400, 404);
        response.Text.ShouldNotBe("outside");
    }
}
