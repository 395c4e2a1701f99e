using Gateway;
using Gateway.AspNetCore;
using Gateway.Differential;

// The apps of ../apps.py on this server; the argument is the port.
GatewayServer.Run(
    (environ, startResponse) => MisbehavingApps.ByPath[environ.PathInfo](environ, startResponse),
    $"http://127.0.0.1:{args[0]}",
    ["--Logging:LogLevel:Default=None"]);
