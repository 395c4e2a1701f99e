namespace Gateway;

/// <summary><c>wsgi.input</c> under the rules. Every way to read it goes straight to the stream behind it.</summary>
internal sealed class CheckedInput(LintLayer layer, Stream stream) : Stream
{
    private bool _hasEnded;

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
            _hasEnded = false;
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

    public override int Read(byte[] buffer, int offset, int count) => AfterRead(count, stream.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => AfterRead(buffer.Length, stream.Read(buffer));

    public override int ReadByte()
    {
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
        var read = stream.ReadAsync(buffer, cancellationToken);
        return read.IsCompletedSuccessfully ? new(AfterRead(buffer.Length, read.Result)) : ReadAwaited(read, buffer.Length);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        _hasEnded = false;
        return stream.Seek(offset, origin);
    }

    public override void SetLength(long value) => stream.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count) => stream.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => stream.Write(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        stream.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        stream.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Flush() => stream.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.FromException(Closing());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            throw Closing();
    }

    private int AfterRead(int wanted, int read)
    {
        //## Input and errors

        //# input-read (host; W-45) A read of `wsgi.input` gives no more bytes than were asked for; none only at the end.
        if (read < 0 || read > wanted)
            throw layer.Fail("input-read", LintSide.Host, $"a read of {wanted} bytes of wsgi.input gave {read}.");

        //# input-stays-ended (host; W-42) `wsgi.input` that has ended stays ended.
        if (_hasEnded && read > 0)
            throw layer.Fail("input-stays-ended", LintSide.Host, "wsgi.input went on after its end.");
        _hasEnded |= read == 0 && wanted > 0;
        return read;
    }

    private async ValueTask<int> ReadAwaited(ValueTask<int> read, int wanted) => AfterRead(wanted, await read.ConfigureAwait(false));

    private LintException Closing() =>
        layer.Fail("input-open", LintSide.App,
            "it closed wsgi.input, which is the host's. Readers close what they read: pass leaveOpen: true (PEP 3333, \"Input and "
            + "Error Streams\").");
}
