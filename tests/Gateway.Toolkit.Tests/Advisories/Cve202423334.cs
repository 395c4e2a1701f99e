using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2024-23334",
    "aiohttp",
    "A symbolic link below the root leads out of it.",
    "Links are not followed, unless the app asks for it and they stay below the root.")]
public sealed class Cve202423334 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_that_leads_out_of_the_root_is_not_found(bool follow)
    {
        _folder.Write("root/a.txt", "text");
        _folder.Write("secret.txt", "secret");
        File.CreateSymbolicLink(_folder.File("root/link.txt"), _folder.File("secret.txt"));
        Directory.CreateSymbolicLink(_folder.File("root/up"), _folder.Path);
        var client = new GatewayClient(new FileServer(_folder.File("root"), options => options.FollowSymbolicLinks = follow));

        (await client.Get("/link.txt")).StatusCode.ShouldBe(404);
        (await client.Get("/up/secret.txt")).StatusCode.ShouldBe(404);
        (await client.Get("/a.txt")).Text.ShouldBe("text");
    }
}
