using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-34786",
    "rack",
    "Rules for headers look at the encoded path, so that %63ss/ escapes those for css/.",
    "Rules are matched against the decoded path that finds the file.")]
public sealed class Cve202634786 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/css/site.css")]
    [InlineData("/%63ss/site.css")]
    [InlineData("/css/%73ite.css")]
    public async Task A_rule_for_a_path_holds_however_the_path_is_encoded(string target)
    {
        _folder.Write("css/site.css", "css");
        var server = new FileServer(_folder.Path, options => options.CacheRules.Add(("/css/*", "private, no-store")));

        (await new GatewayClient(server).Get(target)).Headers["Cache-Control"].ShouldBe("private, no-store");
    }
}
