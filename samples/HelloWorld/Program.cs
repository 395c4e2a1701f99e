using Gateway;
using Gateway.AspNetCore;
GatewayServer.Run((environ, startResponse) => {
    startResponse("200 OK", [("Content-Type", "text/plain")]);
    return Body.Text("Hello World!\n");
}, args: args);
