namespace Gateway.Cgi.Tests.Servers;

[Requires("lighttpd")]
public sealed class LighttpdTests : CgiServerTests
{
    private protected override Task<CgiSite> StartAsync() => CgiSite.StartAsync(WebServer.StartLighttpdAsync, "cgi-lighttpd.conf");

    [RequiringFact]
    public Task The_known_peculiarities_of_this_server_are_unchanged() =>
        Peculiarities(slash: "/a/b", notUtf8: "/hello|/bad\ufffd|/hello/bad%E9", underscore: "HTTP_X_AUTH_USER=evil", reason: "Not Found");
}
