using System.Globalization;
using System.Net.Sockets;

namespace Gateway.Tool.Serving;

/// <summary>Sockets that a service manager has opened: the protocol of systemd, sd_listen_fds(3).</summary>
internal static class SocketActivation
{
    private const int First = 3;
    private const int SolSocket = 1;
    private const int SoAcceptConn = 30;

    /// <summary>The bindings of the sockets this process was given, if it was given any.</summary>
    public static IReadOnlyList<Binding> Bindings() =>
        [.. Enumerable.Range(First, Count()).Select(handle => Binding.Parse($"fd://{handle}"))];

    /// <summary>Reads the number out of <c>fd://3</c>.</summary>
    public static int Number(string text) =>
        int.TryParse(text.AsSpan(5).TrimEnd('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var handle) && handle >= First
            ? handle
            : throw new ToolException(
                ExitCode.Usage, $"--bind {text}: the number of a socket that was passed on, from 3 on, is missing; write fd://3.");

    /// <summary>Makes sure that a number is an open socket that listens.</summary>
    /// <exception cref="ToolException">It is not.</exception>
    public static void Check(int handle)
    {
        if (OperatingSystem.IsWindows())
            throw new ToolException(ExitCode.Usage, $"--bind fd://{handle}: sockets cannot be passed on by number on Windows.");
        if (OperatingSystem.IsLinux() && new FileInfo($"/proc/self/fd/{handle}").LinkTarget is not { } target)
            throw NotOpen(handle, "no such file is open");
        else if (OperatingSystem.IsLinux() && !IsListening(handle))
            throw NotOpen(handle, "it is not a socket that listens");
    }

    private static int Count()
    {
        var isForThisProcess = Environment.GetEnvironmentVariable("LISTEN_PID") == Environment.ProcessId.ToString(
            CultureInfo.InvariantCulture);
        return isForThisProcess
            && int.TryParse(
                Environment.GetEnvironmentVariable("LISTEN_FDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;
    }

    private static bool IsListening(int handle)
    {
        try
        {
            using var borrowed = new SafeSocketHandle(handle, ownsHandle: false);
            using var socket = new Socket(borrowed);
            Span<byte> value = stackalloc byte[sizeof(int)];
            socket.GetRawSocketOption(SolSocket, SoAcceptConn, value);
            return BitConverter.ToInt32(value) != 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static ToolException NotOpen(int handle, string why) =>
        new(
            ExitCode.Listen,
            $"fd://{handle}: {why}. A service manager passes sockets on from 3 (systemd: a .socket unit; "
            + $"LISTEN_FDS is '{Environment.GetEnvironmentVariable("LISTEN_FDS")}').");
}
