using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2021-23336",
    "Python and Django",
    "A semicolon separates parameters for the app and not for the cache in front, which stores the wrong page.",
    "Only & separates (WHATWG URL, application/x-www-form-urlencoded).")]
public sealed class Cve202123336
{
    [Theory]
    [InlineData("/?a=1;b=2")]
    [InlineData("/?a=1%3Bb=2")]
    public void A_semicolon_separates_no_parameters(string target)
    {
        var query = Make.Get(target).Query;

        query["a"].ToString().ShouldBe("1;b=2");
        query.ContainsKey("b").ShouldBeFalse();
    }
}
