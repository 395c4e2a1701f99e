using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-27199",
    "Werkzeug",
    "A device name of Windows behind a folder, or with several extensions, passes the check of the whole path.",
    "A name that is not below the root is never opened, whichever segment it stands in.")]
public sealed class Cve202627199 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/docs/NUL")]
    [InlineData("/docs/nul.tar.gz")]
    [InlineData("/CON/a.txt")]
    [InlineData("/docs/../AUX")]
    public async Task A_device_in_any_segment_is_not_found(string target)
    {
        _folder.Write("docs/a.txt", "text");

        (await new GatewayClient(new FileServer(_folder.Path)).Get(target)).StatusCode.ShouldBeOneOf(400, 404);
    }
}
