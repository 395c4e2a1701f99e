using Gateway.Python.Tests.Support;
using Microsoft.AspNetCore.Builder;

// Tests start this program again: as a host that they kill, or whose memory and descriptors they count.
await using var app = new PythonApp("behaviour:plain", Python.Options());
await app.StartAsync();
await using var host = await KestrelHost.StartAsync(server => server.MapGatewayApp("/", app));
Console.WriteLine($"{app.ProcessIds[0]} {host.Http1}");
await Task.Delay(Timeout.Infinite);
