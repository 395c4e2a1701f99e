namespace Gateway;

/// <summary>A stream that is all its own but for the rules: every way to read it goes straight to the stream behind it.</summary>
internal abstract class CheckedStream(Stream stream) : Stream
{
    public override bool CanRead => stream.CanRead;

    public override bool CanSeek => stream.CanSeek;

    public override bool CanWrite => stream.CanWrite;

    public override bool CanTimeout => stream.CanTimeout;

    public override long Length => stream.Length;

    public override long Position
    {
        get => stream.Position;
        set
        {
            Moved();
            stream.Position = value;
        }
    }

    public override int ReadTimeout
    {
        get => stream.ReadTimeout;
        set => stream.ReadTimeout = value;
    }

    public override int WriteTimeout
    {
        get => stream.WriteTimeout;
        set => stream.WriteTimeout = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        BeforeRead();
        return AfterRead(count, stream.Read(buffer, offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        BeforeRead();
        return AfterRead(buffer.Length, stream.Read(buffer));
    }

    public override int ReadByte()
    {
        BeforeRead();
        var read = stream.ReadByte();
        AfterRead(1, read < 0 ? 0 : 1);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        BeforeRead();
        var read = stream.ReadAsync(buffer, cancellationToken);
        return read.IsCompletedSuccessfully ? new(AfterRead(buffer.Length, read.Result)) : ReadAwaited(read, buffer.Length);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        Moved();
        return stream.Seek(offset, origin);
    }

    public override void SetLength(long value) => stream.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count) => stream.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => stream.Write(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => stream.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => stream.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Flush() => stream.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);

    protected virtual void BeforeRead()
    {
    }

    /// <summary>Looks at what a read gave, and gives it on.</summary>
    protected abstract int AfterRead(int wanted, int read);

    /// <summary>The stream begins again somewhere else.</summary>
    protected virtual void Moved()
    {
    }

    private async ValueTask<int> ReadAwaited(ValueTask<int> read, int wanted) => AfterRead(wanted, await read.ConfigureAwait(false));
}
