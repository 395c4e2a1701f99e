namespace Gateway.Testing.Hosting;

/// <summary><c>wsgi.input</c>: the request body up to the declared length. The app cannot close it, and a failed read stays failed.</summary>
internal sealed class RequestInput(Stream body, long? length, CancellationToken aborted) : Stream
{
    private long _left = length ?? long.MaxValue;
    private bool _hasEnded;

    /// <summary>Why the body could not be read; null while nothing is wrong with it.</summary>
    public RequestBodyException? Failure { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("The request body has no length in advance; CONTENT_LENGTH tells what the client declared.");

    public override long Position
    {
        get => throw CannotSeek();
        set => throw CannotSeek();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        var read = ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None);
        return read.IsCompleted ? read.GetAwaiter().GetResult() : read.AsTask().GetAwaiter().GetResult();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_hasEnded, this);
        if (Failure is not null)
            throw Failure;

        var wanted = buffer[..(int)Math.Min(buffer.Length, _left)];
        if (wanted.IsEmpty)
            return 0;
        int read;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, aborted);
            read = await body.ReadAsync(wanted, either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException || (error is OperationCanceledException && aborted.IsCancellationRequested))
        {
            throw Failure = error as RequestBodyException ?? CutOff(error);
        }

        if (read == 0 && length is not null)
            throw Failure = CutOff(cause: null);
        _left -= read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw CannotSeek();

    public override void SetLength(long value) => throw CannotSeek();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The request body is read only.");

    public void End() => _hasEnded = true;

    // The server owns the body (PEP 3333, "Input and Error Streams").
    protected override void Dispose(bool disposing)
    {
    }

    private static GatewayClientDisconnectedException CutOff(Exception? cause) => new("The client went away before its request body was whole.", cause);

    private static NotSupportedException CannotSeek() => new("The request body can be read once, from beginning to end.");
}
