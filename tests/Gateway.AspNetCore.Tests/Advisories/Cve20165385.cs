using Gateway.AspNetCore.Tests.Support;
using Gateway.Hosting;
using Gateway.TestSupport;

namespace Gateway.AspNetCore.Tests.Advisories;

[Advisory(
    "CVE-2016-5385",
    "PHP and other CGI hosts",
    "The header Proxy becomes HTTP_PROXY, which libraries take for a setting (httpoxy).",
    "There is no key for this header, under any policy.")]
public sealed class Cve20165385
{
    [Theory]
    [InlineData(HeaderNamePolicy.Drop)]
    [InlineData(HeaderNamePolicy.Refuse)]
    [InlineData(HeaderNamePolicy.Allow)]
    public async Task The_header_Proxy_has_no_key(HeaderNamePolicy policy)
    {
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Text($"{environ.ContainsKey("HTTP_PROXY")} {environ.Any(entry => entry.Key == "HTTP_PROXY")}");
            },
            setup => setup.Options = options => options.Requests.HeaderNames = policy);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/", "Proxy: http://evil.example")).Text.ShouldBe("False False");
        (await connection.GetAsync("/", "PROXY: http://evil.example")).Text.ShouldBe("False False");
    }
}
