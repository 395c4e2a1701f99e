using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.AspNetCore.ProxyProtocol;

/// <summary>Version 1: <c>PROXY TCP4 192.0.2.1 198.51.100.1 56324 443</c>.</summary>
internal static class ProxyLine
{
    /// <param name="line">The line after <c>PROXY</c> and a space, without its end.</param>
    /// <exception cref="ProxyHeaderException">It does not follow the grammar.</exception>
    public static ProxyHeader Parse(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("UNKNOWN"u8) || line.StartsWith("UNKNOWN "u8))
            return default; // The addresses are the connection's own, whatever follows.

        var fields = Encoding.ASCII.GetString(line).Split(' ');
        if (fields.Length != 5)
            throw new ProxyHeaderException("the line does not have five fields after PROXY");
        var family = fields[0] switch
        {
            "TCP4" => AddressFamily.InterNetwork,
            "TCP6" => AddressFamily.InterNetworkV6,
            _ => throw new ProxyHeaderException("its protocol is not TCP4, TCP6 or UNKNOWN"),
        };
        return new ProxyHeader(
            new IPEndPoint(ParseAddress(fields[1], family), ParsePort(fields[3])),
            new IPEndPoint(ParseAddress(fields[2], family), ParsePort(fields[4])));
    }

    // IPAddress takes more than the grammar: 1, 0x7f.1, 010.0.0.1, fe80::1%eth0. What one program reads so, another reads otherwise.
    private static IPAddress ParseAddress(string text, AddressFamily family)
    {
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != family || !IsPlain(text, address))
            throw new ProxyHeaderException("an address is not valid");
        return address;
    }

    private static bool IsPlain(string text, IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? text == address.ToString()
        : text.All(character => char.IsAsciiHexDigit(character) || character is ':' or '.');

    private static int ParsePort(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && text == port.ToString(CultureInfo.InvariantCulture)
            ? port
            : throw new ProxyHeaderException("a port is not valid");
}
