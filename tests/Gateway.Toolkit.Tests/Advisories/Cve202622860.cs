using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-22860",
    "rack",
    "A root is compared as a prefix of text, so that a sibling folder whose name begins alike is served.",
    "Paths are resolved segment by segment below the root.")]
public sealed class Cve202622860 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/../public-secret/a.txt")]
    [InlineData("/..%2Fpublic-secret/a.txt")]
    [InlineData("/%2e%2e/public-secret/a.txt")]
    [InlineData("/x/../../public-secret/a.txt")]
    public async Task A_sibling_folder_that_begins_alike_is_not_served(string target)
    {
        _folder.Write("public/a.txt", "open");
        _folder.Write("public-secret/a.txt", "secret");

        var response = await new GatewayClient(new FileServer(_folder.File("public"))).Get(target);

        response.StatusCode.ShouldBeOneOf(400, 404);
        response.Text.ShouldNotContain("secret\n");
    }
}
