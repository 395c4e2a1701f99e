using Microsoft.Win32.SafeHandles;

namespace Gateway.Cgi;

/// <summary>The three streams of a CGI program (RFC 3875, 4.2 and 6.1), binary and without a buffer.</summary>
internal static class StandardStreams
{
    public static Stream OpenInput() => OperatingSystem.IsWindows() ? Console.OpenStandardInput() : Open(0, FileAccess.Read);

    // The console's own stream ignores a closed pipe. It is the right one for a file, though:
    // FileStream does not move the position that the file shares with other programs.
    public static Stream OpenOutput() =>
        OperatingSystem.IsWindows() || Open(1, FileAccess.Write) is not { CanSeek: false } pipe ? Console.OpenStandardOutput() : pipe;

    public static Stream OpenErrors() => Console.OpenStandardError();

    private static FileStream Open(int descriptor, FileAccess access) =>
        new(new SafeFileHandle(descriptor, ownsHandle: false), access, bufferSize: 0);
}
