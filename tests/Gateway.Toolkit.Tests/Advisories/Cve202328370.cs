using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2023-28370",
    "Tornado",
    "A path that begins with two slashes is redirected to another host.",
    "A redirect to a folder stays on this host, whatever the path begins with.")]
public sealed class Cve202328370 : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("//evil.example/docs")]
    [InlineData("///evil.example/docs")]
    [InlineData("/%2F%2Fevil.example/docs")]
    [InlineData("/%5Cevil.example/docs")]
    [InlineData("/docs")]
    public async Task A_redirect_to_a_folder_stays_on_this_host(string target)
    {
        _folder.Write("docs/index.html", "text");
        _folder.Write("evil.example/docs/index.html", "text");

        var response = await new GatewayClient(new FileServer(_folder.Path)).Get(target);

        if (response.StatusCode is >= 300 and < 400)
        {
            response.Headers["Location"].ShouldStartWith("/");
            response.Headers["Location"].ShouldNotStartWith("//");
            response.Headers["Location"].ShouldNotStartWith("/\\");
        }
        else
        {
            response.StatusCode.ShouldBeOneOf(400, 404);
        }
    }
}
