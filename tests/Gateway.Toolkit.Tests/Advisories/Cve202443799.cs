using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2024-43799",
    "send (Node.js)",
    "The page that comes with a redirect holds the target unescaped, and runs script.",
    "Targets are escaped in the page, and a target with a script scheme is not made into one.")]
public sealed class Cve202443799
{
    [Theory]
    [InlineData("/x?\"><script>alert(1)</script>")]
    [InlineData("/'onmouseover='alert(1)")]
    public async Task A_redirect_shows_its_target_as_text(string location)
    {
        string text;
        try
        {
            text = (await new GatewayClient(Response.Redirect(location)).Get("/", ("Accept", "text/html"))).Text;
        }
        catch (ArgumentException)
        {
            return; // Not a URI: refused where the app made it.
        }

        text.ShouldNotContain("<script");
        text.ShouldNotContain("'onmouseover");
    }
}
