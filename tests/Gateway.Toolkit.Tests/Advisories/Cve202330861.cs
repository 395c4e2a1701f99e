using Gateway.TestSupport;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2023-30861",
    "Flask",
    "A response that sets a session cookie is kept by a shared cache, which gives the session to others.",
    "Whatever reads or sets the session says Vary: Cookie.")]
public sealed class Cve202330861
{
    [Theory]
    [InlineData("/write")]
    [InlineData("/read")]
    public async Task A_response_that_depends_on_the_session_says_so_to_caches(string target)
    {
        var router = new Router();
        router.Get("/write", request =>
        {
            request.Environ.Session()["user"] = "ann";
            return Response.Text("written");
        });
        router.Get("/read", request => Response.Text($"{request.Environ.Session()["user"]}"));
        var client = new GatewayClient(((AsyncGatewayApp)router).Use(new Sessions(new CookieSigner(new byte[32]))));

        var response = await client.Get(target);

        response.Headers["Vary"].ShouldNotBeNull().ShouldContain("Cookie");
    }
}
