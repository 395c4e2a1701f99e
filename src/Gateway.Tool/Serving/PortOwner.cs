using System.Globalization;
using System.Net.Sockets;

namespace Gateway.Tool.Serving;

/// <summary>Finds the process that has an address, as far as Linux tells.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    /// <summary><c>PID 123 (nginx)</c>; null where it cannot be found out.</summary>
    public static string? OfPort(int port) =>
        OfInodes([.. Rows("/proc/net/tcp").Concat(Rows("/proc/net/tcp6")).Where(row => row.Length > 9
            && row[3] == Listening && Port(row[1]) == port).Select(row => row[9])]);

    /// <inheritdoc cref="OfPort"/>
    public static string? OfUnixSocket(string path) =>
        OfInodes([.. Rows("/proc/net/unix").Where(row => row.Length > 7 && row[7] == path).Select(row => row[6])]);

    /// <summary>Whether somebody answers at a Unix socket; one that nobody answers at is left over from a process that is gone.</summary>
    public static bool Answers(string path)
    {
        try
        {
            // Not blocking: a server whose backlog is full would hold this.
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException error)
        {
            // WouldBlock is a full backlog, so there is a server. .NET says AddressNotAvailable where the file is gone.
            return error.SocketErrorCode is not (SocketError.ConnectionRefused or SocketError.AddressNotAvailable);
        }
    }

    private static string? OfInodes(HashSet<string> inodes)
    {
        if (inodes.Count == 0)
            return null;
        var links = inodes.Select(inode => $"socket:[{inode}]").ToHashSet(StringComparer.Ordinal);
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && Holds(process, links))
                return $"PID {id} ({File.ReadAllText(Path.Combine(process, "comm")).Trim()})";
        }

        return null;
    }

    private static bool Holds(string process, HashSet<string> links)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Any(
                file => new FileInfo(file).LinkTarget is { } link && links.Contains(link));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // Another user's, or gone in the meantime.
        }
    }

    private static IEnumerable<string[]> Rows(string path) =>
        File.Exists(path) ? File.ReadLines(path).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : [];

    private static int Port(string address) =>
        int.Parse(address.AsSpan(address.LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
