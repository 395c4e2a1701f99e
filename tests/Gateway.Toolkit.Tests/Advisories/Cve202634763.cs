using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-34763",
    "rack",
    "A root with special characters is used as a pattern, and paths outside of it are shown.",
    "The root is never used as a pattern, and its path is never sent.")]
public sealed class Cve202634763 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_root_with_special_characters_is_served_and_not_shown()
    {
        _folder.Write("a+b (1)[x]/a.txt", "text");
        var root = _folder.File("a+b (1)[x]");
        var client = new GatewayClient(new FileServer(root));

        (await client.Get("/a.txt")).Text.ShouldBe("text");
        (await client.Get("/none.txt")).Text.ShouldNotContain(root);
        (await client.Get("/")).Text.ShouldNotContain(root);
    }
}
