using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2026-34835",
    "rack",
    "A Host with user information, a path or white space ends up in links and redirects.",
    "A Host that is not a host and port is refused before a URL is made of it.")]
public sealed class Cve202634835
{
    [Theory]
    [InlineData("good.example@evil.example")]
    [InlineData("evil.example/path")]
    [InlineData("evil.example?x")]
    [InlineData("evil example")]
    [InlineData("a:99999")]
    public void A_malformed_host_makes_no_url(string host) =>
        Make.ShouldBeRefused(400, () => _ = Make.Get("/", ("HTTP_HOST", host)).Url);
}
