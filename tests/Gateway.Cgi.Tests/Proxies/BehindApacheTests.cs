using Gateway.Cgi.Tests.Servers;

namespace Gateway.Cgi.Tests.Proxies;

[Requires("apache2")]
public sealed class BehindApacheTests : ProxyTests
{
    private protected override Task<SocketSite> StartAsync(GatewayApp app) =>
        SocketSite.StartAsync(app, WebServer.StartApacheAsync, "proxy-apache.conf");
}
