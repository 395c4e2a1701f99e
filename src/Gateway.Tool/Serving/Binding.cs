using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Tool.Serving;

/// <summary>One place to listen at.</summary>
internal sealed record Binding(string Text, bool IsHttps)
{
    private const string Forms = "write HOST:PORT, http://HOST:PORT, https://HOST:PORT, unix:PATH or fd://N";

    /// <summary>The address and port; null where it is no TCP port.</summary>
    public IPEndPoint? Address { get; private init; }

    /// <summary>Whether both loopback addresses are meant.</summary>
    public bool IsLocalhost { get; private init; }

    /// <summary>The path of a Unix socket.</summary>
    public string? UnixPath { get; private init; }

    /// <summary>The number of a socket that somebody else has opened.</summary>
    public int? Handle { get; private init; }

    /// <exception cref="ToolException">The text is not an address to listen at.</exception>
    public static Binding Parse(string text)
    {
        if (text.StartsWith("fd://", StringComparison.OrdinalIgnoreCase))
            return new Binding(text, false) { Handle = SocketActivation.Number(text) };
        if (text.StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
            return Unix(text, text[5..]);
        if (text.StartsWith("http://unix:", StringComparison.OrdinalIgnoreCase))
            return Unix(text, text[12..]);

        BindingAddress url;
        try
        {
            url = BindingAddress.Parse(WithScheme(text));
        }
        catch (FormatException error)
        {
            throw Wrong(text, "it is not a URL", error);
        }

        if (url.Scheme.ToLowerInvariant() is not ("http" or "https"))
            throw Wrong(text, $"'{url.Scheme}' is not a scheme to listen with");
        if (url.PathBase is { Length: > 0 } and not "/")
            throw Wrong(text, "a path has no place here (see --prefix)");
        if (url.Port is < 0 or > IPEndPoint.MaxPort)
            throw Wrong(text, "its port is none");
        var isLocalhost = url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        return new Binding(text, url.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
        {
            Address = new IPEndPoint(isLocalhost ? IPAddress.Loopback : ParseHost(text, url.Host), url.Port),
            IsLocalhost = isLocalhost && url.Port != 0, // Two addresses cannot share a port that is not known yet.
        };
    }

    /// <summary>Tells the server to listen here.</summary>
    public void Listen(KestrelServerOptions server, Action<ListenOptions> configure)
    {
        if (Handle is { } handle)
            server.Listen(new FileHandleEndPoint((ulong)handle, FileHandleType.Auto), configure);
        else if (UnixPath is not null)
            server.ListenUnixSocket(UnixPath, configure);
        else if (IsLocalhost)
            server.ListenLocalhost(Address!.Port, configure);
        else if (Address!.Address.Equals(IPAddress.IPv6Any))
            server.ListenAnyIP(Address.Port, configure); // Falls back to IPv4 where there is no IPv6.
        else
            server.Listen(Address, configure);
    }

    // gunicorn's HOST:PORT and :PORT.
    private static string WithScheme(string text)
    {
        var colon = text.LastIndexOf(':');
        var isPort = colon >= 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, null, out _);
        if (!isPort || text.Contains("//", StringComparison.Ordinal))
            return text;
        return colon == 0 ? $"http://*{text}" : $"http://{text}";
    }

    private static Binding Unix(string text, string path) =>
        path.Length > 0 ? new(text, false) { UnixPath = Path.GetFullPath(path) } : throw Wrong(text, "the path is missing");

    // Not looked up: a name that resolves elsewhere, or not at all, would listen where nobody meant.
    private static IPAddress ParseHost(string text, string host) => host switch
    {
        "*" or "+" => IPAddress.IPv6Any,
        _ => IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? address
            : throw Wrong(text, $"'{host}' is not an address of this machine; write an IP address, localhost, or * for all"),
    };

    private static ToolException Wrong(string text, string why, Exception? cause = null) =>
        new(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"--bind {text}: {why}; {Forms}."), cause);
}
