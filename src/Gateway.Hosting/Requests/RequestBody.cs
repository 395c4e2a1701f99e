using System.Runtime.CompilerServices;

namespace Gateway.Hosting;

/// <summary><c>wsgi.input</c>: the request body, for synchronous and asynchronous readers alike. One pass, one reader at a time.</summary>
/// <remarks>After a failed read every later read fails. The failure ends the response even if the app catches the exception.</remarks>
/// <param name="length">How many bytes the body has; null where its end is the end of the stream.</param>
public abstract class RequestBody(long? length) : Stream
{
    private long _left = length ?? long.MaxValue;
    private bool _isReading;
    private bool _hasEnded;

    // The first synchronous read that waits creates it, for all reads of the request. A task for each read would be garbage.
    private ManualResetEventSlim? _arrived;
    private Action? _setArrived;

    /// <summary>The reason why the body could not be read; null if there is none.</summary>
    public IOException? Failure { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length =>
        throw new NotSupportedException("The request body has no Length; CONTENT_LENGTH is the length that the client declared.");

    /// <inheritdoc/>
    public override long Position
    {
        get => throw CannotSeek();
        set => throw CannotSeek();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Wait(ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = Enter(buffer.Length);
        try
        {
            return wanted == 0 && _left == 0
                ? 0
                : Count(await ReadBodyAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false), wanted);
        }
        catch (Exception error) when (Remember(error, cancellationToken))
        {
            throw Failure!;
        }
        finally
        {
            Volatile.Write(ref _isReading, false);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw CannotSeek();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw CannotSeek();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The request body is read only.");

    /// <summary>Ends the body with its request. Later reads fail, and never return the next request's body.</summary>
    public virtual void End() => _hasEnded = true;

    /// <summary>Reads from the server.</summary>
    /// <param name="buffer">The buffer to fill, no longer than the rest of the body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many bytes were read; 0 at the end.</returns>
    protected abstract ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Translates the server's exceptions into the contract's.</summary>
    /// <param name="error">The exception of a read.</param>
    /// <param name="cancellationToken">The token of that read.</param>
    /// <returns>A <see cref="RequestBodyException"/> or <see cref="GatewayClientDisconnectedException"/>;
    /// null where the body did not fail.</returns>
    protected abstract IOException? Translate(Exception error, CancellationToken cancellationToken);

    /// <summary>The failure of a body whose client left before its end.</summary>
    /// <param name="cause">The exception of the server, if any.</param>
    /// <returns>The exception.</returns>
    protected static GatewayClientDisconnectedException CutOff(Exception? cause) =>
        new("The client left before its request body was complete.", cause);

    // The server owns the body (PEP 3333, "Input and Error Streams"): closing it here does nothing.
    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }

    private int Enter(int room)
    {
        if (Failure is not null)
            throw Failure;
        if (_hasEnded)
            throw new ObjectDisposedException("wsgi.input", "The request has ended; its body cannot be read any more.");
        if (Interlocked.Exchange(ref _isReading, true))
            throw new InvalidOperationException("wsgi.input is already being read: await each read before the next.");
        return (int)Math.Min(room, _left);
    }

    private int Count(int read, int wanted)
    {
        if (read == 0 && wanted > 0 && length is not null)
            throw CutOff(cause: null);
        _left -= read;
        return read;
    }

    private bool Remember(Exception error, CancellationToken cancellationToken)
    {
        var failure = error as GatewayClientDisconnectedException ?? error as RequestBodyException ?? Translate(error, cancellationToken);
        Failure = failure;
        return failure is not null;
    }

    private int Wait(ValueTask<int> read)
    {
        var awaiter = read.GetAwaiter();
        if (!awaiter.IsCompleted)
        {
            _arrived ??= new ManualResetEventSlim();
            _setArrived ??= _arrived.Set;
            _arrived.Reset();
            awaiter.UnsafeOnCompleted(_setArrived);
            _arrived.Wait();
        }

        return awaiter.GetResult();
    }

    private static NotSupportedException CannotSeek() => new("The request body can be read once, from beginning to end.");
}
