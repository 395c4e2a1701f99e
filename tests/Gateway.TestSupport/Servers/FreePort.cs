using System.Net;
using System.Net.Sockets;

namespace Gateway.TestSupport;

/// <summary>Finds ports for servers that cannot be told to choose one themselves.</summary>
public static class FreePort
{
    /// <summary>A TCP port that nothing listened on a moment ago.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
