using System.Net.WebSockets;
using System.Text;
using Gateway.Python.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Python.Tests.Servers;

/// <summary>A .NET app next to a Python app does what WSGI cannot.</summary>
[Requires(Support.Python.Program)]
public sealed class NeighbourTests
{
    [RequiringFact]
    public async Task A_websocket_goes_to_the_dotnet_app_mapped_at_its_path()
    {
        await using var app = new PythonApp("behaviour:plain", Support.Python.Options());
        await using var host = await KestrelHost.StartAsync(server =>
        {
            server.UseWebSockets();
            server.MapGatewayApp("/socket", Greet);
            server.MapGatewayApp("/", app);
        });
        using var client = KestrelHost.Client(host.Http1);
        (await client.GetStringAsync("/hello")).ShouldBe("Hello World!");

        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(host.Http1) { Scheme = "ws", Path = "/socket" }.Uri, CancellationToken.None);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe("from .NET");

        using var refused = new ClientWebSocket();
        var error = await Should.ThrowAsync<WebSocketException>(() =>
            refused.ConnectAsync(new UriBuilder(host.Http1) { Scheme = "ws", Path = "/hello" }.Uri, CancellationToken.None));
        error.Message.ShouldContain("501");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Greet(Environ environ, StartResponse startResponse) =>
        environ.WebSocket!.Accept(async (socket, stop) =>
            await socket.SendAsync("from .NET"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, stop));
}
