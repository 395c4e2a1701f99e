using Gateway.Cgi.Tests.Servers;

namespace Gateway.Cgi.Tests.Proxies;

public sealed class BehindNginxTests : ProxyTests
{
    private protected override Task<SocketSite> StartAsync(GatewayApp app) => SocketSite.StartAsync(app, WebServer.StartNginxAsync, "proxy-nginx.conf");
}
