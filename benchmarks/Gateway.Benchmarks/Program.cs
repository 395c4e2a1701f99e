using System.Text;
using Gateway;
using Gateway.Benchmarks.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

byte[] hello = Encoding.ASCII.GetBytes("Hello, World!");
var get = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
static void Check(Answer a) { if (a.Body != "Hello, World!") throw new InvalidOperationException(a.ToString()); }
Console.WriteLine(await ByteMeter.MeasureAsync(app => app.Run(c => { c.Response.ContentType = "text/plain"; c.Response.ContentLength = 13; return c.Response.Body.WriteAsync(hello.AsMemory()).AsTask(); }), get, Check));
Console.WriteLine(await ByteMeter.MeasureAsync(app => app.UseGatewayApp((e, s) => { s("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "13")]); return Body.Bytes(hello); }), get, Check));
Console.WriteLine(await ByteMeter.MeasureAsync(app => app.Run(async c => { c.Response.ContentType = "text/plain"; c.Response.ContentLength = 13; await Task.Run(() => { }); await c.Response.Body.WriteAsync(hello.AsMemory()).AsTask(); }), get, Check));
