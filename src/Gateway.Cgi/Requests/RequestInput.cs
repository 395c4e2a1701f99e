namespace Gateway.Cgi.Requests;

/// <summary><c>wsgi.input</c>: standard input up to CONTENT_LENGTH (RFC 3875, 4.2). The app cannot close it, and a failed read stays failed.</summary>
internal sealed class RequestInput(Stream body, long? length, CancellationToken aborted) : Stream
{
    private long _left = length ?? long.MaxValue;
    private bool _isReading;
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
        return Read(buffer.AsSpan(offset, count));
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = Begin(buffer.Length);
        try
        {
            return wanted == 0 ? 0 : Took(body.Read(buffer[..wanted]));
        }
        catch (IOException error) when (error is not RequestBodyException)
        {
            throw Failure = CutOff(error);
        }
        finally
        {
            Volatile.Write(ref _isReading, false);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = Begin(buffer.Length);
        try
        {
            if (wanted == 0)
                return 0;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, aborted);
            return Took(await body.ReadAsync(buffer[..wanted], either.Token).ConfigureAwait(false));
        }
        catch (Exception error) when ((error is IOException && error is not RequestBodyException) || (error is OperationCanceledException && aborted.IsCancellationRequested))
        {
            throw Failure = CutOff(error);
        }
        finally
        {
            Volatile.Write(ref _isReading, false);
        }
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

    /// <summary>How many bytes to ask for; none at the end.</summary>
    private int Begin(int room)
    {
        ObjectDisposedException.ThrowIf(_hasEnded, this);
        if (Failure is not null)
            throw Failure;
        if (Interlocked.Exchange(ref _isReading, true))
            throw new InvalidOperationException("wsgi.input is being read already: one read at a time.");
        return (int)Math.Min(room, _left);
    }

    private int Took(int read)
    {
        if (read == 0 && length is not null)
            throw Failure = CutOff(cause: null);
        _left -= read;
        return read;
    }

    private static GatewayClientDisconnectedException CutOff(Exception? cause) => new("The client went away before its request body was whole.", cause);

    private static NotSupportedException CannotSeek() => new("The request body can be read once, from beginning to end.");
}
