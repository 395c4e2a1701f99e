using System.Net;
using System.Net.Sockets;

namespace Gateway.Cgi.Tests.Proxies;

public sealed class SocketActivationTests
{
    [RequiringFact("perl")]
    public async Task A_server_takes_the_socket_it_is_handed()
    {
        using var folder = new TempFolder();
        var socket = folder.File("app.sock");
        var address = new UnixDomainSocketEndPoint(socket);
        var script = Repository.PathOf("tests/Gateway.Cgi.Tests/Proxies/activate.pl");
        var program = typeof(SocketActivationTests).Assembly.Location;
        await using var server = TestProcess.Start(
            Requirement.PathOf("perl"), [script, socket, Environment.ProcessPath!, program, "activated"]);
        await server.ListeningAsync(address);
        using var handler = new SocketsHttpHandler { ConnectCallback = (_, cancellationToken) => ConnectAsync(address, cancellationToken) };
        using var client = new HttpClient(handler) { Timeout = TestTimeout.Limit };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        (await client.GetStringAsync(new Uri("http://localhost/"))).ShouldBe("Hello 192.0.2.1 at https\n", server.Output);
    }

    private static async ValueTask<Stream> ConnectAsync(EndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(address, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
