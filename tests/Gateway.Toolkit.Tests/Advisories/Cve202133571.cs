using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2021-33571",
    "Django",
    "An address with leading zeros (0127.0.0.1) is read as octal by one side only.",
    "An address that is not in its usual form is not believed.")]
public sealed class Cve202133571
{
    [Theory]
    [InlineData("0127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("2130706433")]
    public async Task An_address_in_an_odd_form_is_not_believed(string address)
    {
        GatewayApp app = (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Text($"seen {environ.RemoteAddr}");
        };
        var fix = new ProxyFix(options => options.TrustAnyPeer = true);

        var response = await new GatewayClient(app.Use(fix)).Get("/", ("X-Forwarded-For", address));

        response.Text.ShouldNotContain("127.0.0.1");
        response.Text.ShouldNotContain(address);
    }
}
