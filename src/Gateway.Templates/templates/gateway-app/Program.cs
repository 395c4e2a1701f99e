#if (toolkit)
using Gateway.AspNetCore;
using Gateway.Toolkit;

var router = new Router();
router.Get("/", request => Response.Text("Hello World!\n"));
router.Get("/hello/{name}", (Request request, string name) => Response.Text($"Hello {name}!\n"));

GatewayServer.Run(router, args: args);
#else
using Gateway;
using Gateway.AspNetCore;

GatewayServer.Run((environ, startResponse) =>
{
    startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
    return Body.Text("Hello World!\n");
}, args: args);
#endif
