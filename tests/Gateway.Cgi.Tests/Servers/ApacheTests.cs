namespace Gateway.Cgi.Tests.Servers;

[Requires("apache2")]
public sealed class ApacheTests : CgiServerTests
{
    private protected override Task<CgiSite> StartAsync() => CgiSite.StartAsync(WebServer.StartApacheAsync, "cgi-apache.conf");

    [RequiringFact]
    public Task The_known_peculiarities_of_this_server_are_unchanged() =>
        Peculiarities(slash: "/a%2Fb", notUtf8: "/hello|/bad\ufffd|/hello/bad%E9", underscore: "", reason: "Not Here");
}
