using System.IO.Pipelines;

namespace Gateway.Cgi.Tests.Support;

/// <summary>Standard output as a pipe to a web server: when nobody reads any more, a write fails as it does in a process.</summary>
internal sealed class ClientOutput : Stream
{
    private const int BrokenPipe = 32;

    private readonly Pipe _pipe = new();

    public PipeReader Reader => _pipe.Reader;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void End() => _pipe.Writer.Complete();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Write(ReadOnlySpan<byte> buffer) => WriteAsync(buffer.ToArray()).AsTask().GetAwaiter().GetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if ((await _pipe.Writer.WriteAsync(buffer, cancellationToken)).IsCompleted)
            throw new IOException("Broken pipe", BrokenPipe);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
