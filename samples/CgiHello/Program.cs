using Gateway;
using Gateway.Cgi;
CgiServer.Run((environ, startResponse) => {
    startResponse("200 OK", [("Content-Type", "text/plain")]);
    return Body.Text("Hello World!\n");
});
