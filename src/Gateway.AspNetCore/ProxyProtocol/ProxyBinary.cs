using System.Buffers.Binary;
using System.Net;

namespace Gateway.AspNetCore.ProxyProtocol;

/// <summary>Version 2.</summary>
internal static class ProxyBinary
{
    private const int Local = 0x20;
    private const int Proxy = 0x21;

    private const int Unspecified = 0x00;
    private const int TcpOverIPv4 = 0x11;
    private const int TcpOverIPv6 = 0x21;
    private const int UnixStream = 0x31;

    /// <param name="command">The byte of version and command.</param>
    /// <param name="family">The byte of address family and protocol.</param>
    /// <param name="rest">The addresses, and extensions, which are passed over.</param>
    /// <exception cref="ProxyHeaderException">It is not valid.</exception>
    public static ProxyHeader Parse(byte command, byte family, ReadOnlySpan<byte> rest)
    {
        if (command is not (Local or Proxy))
            throw new ProxyHeaderException("its version is not 2, or its command neither LOCAL nor PROXY");
        if (command == Local)
            return default; // The proxy's own connection, a health check for example.
        return family switch
        {
            TcpOverIPv4 => Parse(rest, addressLength: 4),
            TcpOverIPv6 => Parse(rest, addressLength: 16),
            Unspecified or UnixStream => default,
            _ => throw new ProxyHeaderException("its addresses are not those of a stream over IPv4, IPv6 or a Unix socket"),
        };
    }

    private static ProxyHeader Parse(ReadOnlySpan<byte> rest, int addressLength)
    {
        var ports = 2 * addressLength;
        if (rest.Length < ports + 4)
            throw new ProxyHeaderException("it is too short for its addresses");
        return new ProxyHeader(
            new IPEndPoint(new IPAddress(rest[..addressLength]), BinaryPrimitives.ReadUInt16BigEndian(rest[ports..])),
            new IPEndPoint(new IPAddress(rest[addressLength..ports]), BinaryPrimitives.ReadUInt16BigEndian(rest[(ports + 2)..])));
    }
}
