namespace Gateway.Toolkit;

/// <summary>A request body up to a limit. A read that goes past it fails, and stays failed.</summary>
internal sealed class LimitedStream(Stream input, long maxBytes) : Stream
{
    private long _read;

    /// <summary>Why the body cannot be read on; null while nothing is wrong with it.</summary>
    public RequestBodyException? Failure { get; private set; }

    public override bool CanRead => input.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw CannotSeek();

    public override long Position
    {
        get => throw CannotSeek();
        set => throw CannotSeek();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        ThrowIfFailed();
        return Count(input.Read(buffer));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfFailed();
        return Count(await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw CannotSeek();

    public override void SetLength(long value) => throw CannotSeek();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The request body is read only.");

    // The host owns the body (PEP 3333, "Input and Error Streams"); whether closing it is a mistake is for the stream behind to say.
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            input.Dispose();
    }

    private void ThrowIfFailed()
    {
        if (Failure is not null)
            throw Failure;
    }

    private int Count(int read)
    {
        _read += read;
        if (_read <= maxBytes)
            return read;
        Failure = new RequestBodyException($"The request body is larger than {maxBytes} bytes.", 413, null);
        throw Failure;
    }

    private static NotSupportedException CannotSeek() => new("The request body can be read once, from beginning to end.");
}
