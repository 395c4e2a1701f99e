using Gateway.Cgi.Tests.Processes;
using Gateway.Cgi.Tests.Proxies;

// The tests start this program again: as the CGI program of a web server, and as a server that systemd starts.
if (args is ["activated"])
    await ActivatedServer.RunAsync();
else
    CgiServer.Run(((GatewayApp)ProbeApp.Answer).Use(Lint.Check));
