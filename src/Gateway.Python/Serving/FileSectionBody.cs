using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Python.Serving;

/// <summary>A part of a file that a worker has open. The host opens it for itself, so that the worker is free at once.</summary>
internal sealed class FileSectionBody(SafeFileHandle file, long offset, long count)
    : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncDisposable
{
    public const int FrameLength = 20;

    private const int BlockSize = 64 * 1024;

    /// <summary>Opens what a frame names; null where that is not possible, for the worker to send it.</summary>
    /// <param name="frame">Offset, count and descriptor.</param>
    /// <param name="processId">The worker's process.</param>
    /// <param name="limit">The Content-Length that the app has declared.</param>
    public static FileSectionBody? Open(ReadOnlySpan<byte> frame, int processId, long? limit)
    {
        var offset = BinaryPrimitives.ReadInt64LittleEndian(frame);
        var count = BinaryPrimitives.ReadInt64LittleEndian(frame[8..]);
        var descriptor = BinaryPrimitives.ReadInt32LittleEndian(frame[16..]);
        if (!OperatingSystem.IsLinux() || offset < 0 || count < 0 || descriptor < 0)
            return null;
        try
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/fd/{descriptor}");
            var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (RandomAccess.GetLength(file) - offset >= count)
                return new(file, offset, Math.Min(count, limit ?? count));
            file.Dispose();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    public async IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var buffer = new byte[Math.Min(count, BlockSize)];
        for (long sent = 0; sent < count;)
        {
            var block = buffer.AsMemory(0, (int)Math.Min(buffer.Length, count - sent));
            var read = await RandomAccess.ReadAsync(file, block, offset + sent, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                throw new EndOfStreamException("A file became shorter while it was sent.");
            sent += read;
            yield return block[..read];
        }
    }

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return default;
    }
}
