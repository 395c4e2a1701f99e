using System.Net.Sockets;
using Gateway.Cgi.Tests.Support;

namespace Gateway.Cgi.Tests.Proxies;

public sealed class SocketActivationTests
{
    [RequiringFact("perl")]
    public async Task A_server_takes_the_socket_it_is_handed()
    {
        var folder = Directory.CreateTempSubdirectory("gateway").FullName;
        try
        {
            var socket = Path.Combine(folder, "app.sock");
            var script = Path.Combine(Repository.Root, "tests", "Gateway.Cgi.Tests", "Proxies", "activate.pl");
            await using var server = Daemon.Start("perl", script, socket, Environment.ProcessPath!, typeof(SocketActivationTests).Assembly.Location, "activated");
            using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, cancellationToken) => await ConnectAsync(socket, server, cancellationToken) }) { Timeout = Waiting.Limit };
            client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
            client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

            (await client.GetStringAsync(new Uri("http://localhost/"))).ShouldBe("Hello 192.0.2.1 at https\n", server.Said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The socket is there before the server is: that is the point of it. Until then it is asked for.
    private static async Task<Stream> ConnectAsync(string path, Daemon server, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (!server.HasExited)
            {
                socket.Dispose();
                await Task.Delay(20, cancellationToken);
            }
        }
    }
}
