using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-25500",
    "rack",
    "The name of a file in a listing of a folder is a link that runs script.",
    "There are no listings: a folder without an index is not found.")]
public sealed class Cve202625500 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_without_an_index_lists_no_names()
    {
        _folder.Write("files/javascript:alert(1)", "x");

        var response = await new GatewayClient(new FileServer(_folder.Path)).Get("/files/", ("Accept", "text/html"));

        response.StatusCode.ShouldBe(404);
        response.Text.ShouldNotContain("alert");
    }
}
