using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Gateway.Python.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Python.Tests.Servers;

/// <summary>Clients that stop in the middle, each many times more than there are workers.</summary>
[Requires(Support.Python.Program)]
public sealed class StalledClientTests
{
    private const int Clients = 20;

    [RequiringTheory]
    [InlineData("GET /hello HTTP/1.1\r\nHost: local")]
    [InlineData("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nonly this")]
    [InlineData("GET /many_bytes?48 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /many_bytes?64 HTTP/1.1\r\nHost: localhost\r\n\r\n")] // WriteBehind, to the byte.
    public async Task A_request_is_served_while_other_clients_stall(string stalled)
    {
        await using var app = new PythonApp("behaviour:plain", Support.Python.Options());
        await using var host = await KestrelHost.StartAsync(server => server.MapGatewayApp("/", app));
        var sockets = new List<Socket>();
        try
        {
            for (var index = 0; index < Clients; index++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
                sockets.Add(socket);
                await socket.ConnectAsync(host.Http1.Host, host.Http1.Port);
                await socket.SendAsync(Encoding.ASCII.GetBytes(stalled));
            }

            using var client = KestrelHost.Client(host.Http1);
            for (var index = 0; index < 5; index++)
                (await client.GetStringAsync(string.Create(CultureInfo.InvariantCulture, $"/environ_json?{index}"))).ShouldNotBeEmpty();
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }
}
