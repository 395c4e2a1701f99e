using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gateway.Tool.Serving;

/// <summary>The path of a Unix socket, before and after the server listens there.</summary>
internal static class UnixSocket
{
    /// <summary>Removes a socket that nobody answers at, and nothing else.</summary>
    /// <exception cref="ToolException">The server cannot listen there; the message says why.</exception>
    public static void Prepare(string option, string path)
    {
        // The address of a socket has a fixed size, and its path ends with a zero byte (unix(7)).
        var limit = OperatingSystem.IsMacOS() ? 103 : 107;
        if (Encoding.UTF8.GetByteCount(path) is var length && length > limit)
            throw Failed($"{option}: the path of a Unix socket has at most {limit} bytes, and it has {length}.");
        if (Directory.Exists(path))
            throw Failed($"{option}: this is a folder; name a file in it, like unix:{Path.Combine(path, "gateway.sock")}.");
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw Failed($"{option}: the folder {Path.GetDirectoryName(path)} does not exist.");
        if (new FileInfo(path) is not { Exists: true } file)
            return;
        if (file.LinkTarget is not null || !IsSocket(path))
            throw Failed($"{option}: there is a file of that name, which is not a socket.");
        if (PortOwner.Answers(path))
            throw Failed($"{option} is in use{(PortOwner.OfUnixSocket(path) is { } owner ? $" by {owner}" : "")}.");
        File.Delete(path);
    }

    /// <summary>Binds the socket of an endpoint. The file of a Unix socket has its permissions before anybody can connect.</summary>
    public static Socket Bind(EndPoint endpoint, UnixFileMode? mode)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (mode is { } permissions && endpoint is UnixDomainSocketEndPoint && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(endpoint.ToString()!, permissions);
        return socket;
    }

    // Only a socket refuses a stream connection with these errors; a file that is not one has another.
    private static bool IsSocket(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.WouldBlock
                || (error.SocketErrorCode == SocketError.ConnectionRefused && !IsRegularFile(path));
        }
    }

    // Linux refuses a connection to a regular file with the same error. A socket cannot be opened (ENXIO).
    private static bool IsRegularFile(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return true; // Not known: left alone.
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static ToolException Failed(string message) => new(ExitCode.Listen, message);
}
