using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2024-34069",
    "Werkzeug",
    "The error page of development runs code that a visitor types.",
    "The page only shows: it has no script and no form, and only an app that asks for details has it.")]
public sealed class Cve202434069
{
    [Fact]
    public async Task The_error_page_takes_no_input()
    {
        GatewayApp app = (_, _) => throw new InvalidOperationException("broken");
        var details = new ErrorPages(options => options.ShowDetails = true);

        var page = await new GatewayClient(app.Use(details)).Get("/?__debugger__=yes&cmd=1%2B1", ("Accept", "text/html"));
        var plain = await new GatewayClient(app.Use(new ErrorPages())).Get("/?__debugger__=yes&cmd=1%2B1", ("Accept", "text/html"));

        page.Text.ShouldNotContain("<script");
        page.Text.ShouldNotContain("<form");
        page.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'");
        plain.Text.ShouldNotContain("broken");
    }
}
