using Gateway;
using Gateway.AspNetCore;

GatewayServer.Run((environ, startResponse) =>
{
    if (environ.PathInfo == "/fail")
        throw new InvalidOperationException("deliberate");
    startResponse("200 OK", [("Content-Type", "text/plain")]);
    return Body.Text("Hello\n");
}, args: args);
