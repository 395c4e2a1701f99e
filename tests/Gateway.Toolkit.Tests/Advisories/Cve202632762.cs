using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-32762",
    "rack",
    "A semicolon inside a quoted value of Forwarded ends the parameter, and the rest is believed.",
    "Quoted values are read whole; a malformed header is refused or believed in no part.")]
public sealed class Cve202632762
{
    [Fact]
    public async Task A_semicolon_in_a_quoted_value_adds_no_parameter()
    {
        var fix = new ProxyFix(options =>
        {
            (options.UseForwarded, options.TrustAnyPeer) = (true, true);
            options.Headers = ProxyHeaders.For | ProxyHeaders.Proto | ProxyHeaders.Host;
        });
        GatewayApp app = (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text($"{environ.UrlScheme} {environ.Header("Host")}");
        };

        var response = await new GatewayClient(app.Use(fix)).Get("/", ("Forwarded", "for=\"x;proto=https;host=evil.example\""));

        response.Text.ShouldNotContain("evil.example");
        response.Text.ShouldNotStartWith("https");
    }
}
