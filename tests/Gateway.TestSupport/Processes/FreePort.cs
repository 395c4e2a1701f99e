using System.Net;
using System.Net.Sockets;

namespace Gateway.TestSupport;

/// <summary>Ports for programs that cannot take one themselves.</summary>
public static class FreePort
{
    /// <summary>Finds a port of the loopback address that nobody listens at.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
