using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Hosting;

/// <summary>A file that every write extends at its end (open(2), O_APPEND), so that processes may share it and a truncated file gets no
/// gap.</summary>
/// <remarks>A <see cref="FileStream"/> keeps its own position, also with <see cref="FileMode.Append"/>.
/// Its console streams hide a closed pipe.</remarks>
internal sealed partial class AppendStream : Stream
{
    private const int WriteOnly = 1;
    private const int Interrupted = 4;
    private static readonly int s_append = OperatingSystem.IsLinux() ? 0x400 : 0x8;
    private static readonly int s_closeOnExec = OperatingSystem.IsLinux() ? 0x80000 : OperatingSystem.IsMacOS() ? 0x1000000 : 0;
    private static readonly int s_wouldBlock = OperatingSystem.IsLinux() ? 11 : 35;

    private readonly SafeFileHandle _file;

    private AppendStream(SafeFileHandle file) => _file = file;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be written.</exception>
    public static Stream Open(string path)
    {
        // The framework creates the file and explains why if it cannot; a device or a pipe is not touched.
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            var created = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (OperatingSystem.IsWindows())
                return created;
            created.Dispose();
        }

        var file = OpenFile(path, WriteOnly | s_append | s_closeOnExec);
        return file >= 0 ? new AppendStream(new SafeFileHandle(file, ownsHandle: true)) : throw Failed(path);
    }

    /// <summary>Standard output (1) or standard error (2).</summary>
    public static Stream Standard(int number)
    {
        if (!OperatingSystem.IsWindows())
            return new AppendStream(new SafeFileHandle(number, ownsHandle: false));
        return number == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var written = WriteFile(_file, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else if (Marshal.GetLastPInvokeError() is var error && error == s_wouldBlock)
                Thread.Sleep(1); // Another process has made the pipe non-blocking.
            else if (error != Interrupted)
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private static Exception Failed(string path)
    {
        const int NoAccess = 13;
        var error = Marshal.GetLastPInvokeError();
        var message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error == NoAccess ? new UnauthorizedAccessException(message) : new IOException(message);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteFile(SafeFileHandle file, in byte bytes, nint count);
}
