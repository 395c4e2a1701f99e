using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2023-23934",
    "Werkzeug",
    "A cookie without a name, =__Host-a=1, is read as the cookie __Host-a that only the host may set.",
    "A pair without a name is never read.")]
public sealed class Cve202323934
{
    [Theory]
    [InlineData("=__Host-a=1")]
    [InlineData("a=0; =__Host-a=1")]
    [InlineData(" =__Host-a=1;")]
    public void A_cookie_without_a_name_is_never_another(string header) =>
        Make.Get("/", ("HTTP_COOKIE", header)).Cookies.ContainsKey("__Host-a").ShouldBeFalse();
}
