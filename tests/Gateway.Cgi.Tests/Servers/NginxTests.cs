namespace Gateway.Cgi.Tests.Servers;

[Requires("nginx", "fcgiwrap")]
public sealed class NginxTests : CgiServerTests
{
    private protected override Task<CgiSite> StartAsync() => CgiSite.StartAsync(WebServer.StartNginxWithFcgiwrapAsync, "cgi-nginx.conf");

    [RequiringFact]
    public Task The_known_peculiarities_of_this_server_are_unchanged() =>
        Peculiarities(slash: "/a/b", notUtf8: "/hello|/bad\ufffd|/hello/bad%E9", underscore: "", reason: "Not Here");
}
