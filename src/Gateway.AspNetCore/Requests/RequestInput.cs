using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Requests;

/// <summary><c>wsgi.input</c>: the request body, for synchronous and asynchronous readers alike, without AllowSynchronousIO.</summary>
/// <remarks>A failed read stays failed, and is remembered, so that an app that swallows the exception cannot answer as if the request were whole.</remarks>
internal sealed class RequestInput(HttpContext context) : Stream
{
    private HttpContext? _context = context;
    private bool _isReading;

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
        return Wait(ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var body = Body;
        if (Interlocked.Exchange(ref _isReading, true))
            throw new InvalidOperationException("wsgi.input is being read already: one read at a time.");
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception error) when (Translate(error, cancellationToken) is { } failure)
        {
            throw failure;
        }
        finally
        {
            Volatile.Write(ref _isReading, false);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw CannotSeek();

    public override void SetLength(long value) => throw CannotSeek();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The request body is read only.");

    /// <summary>Lets the request go; later reads fail, and never show the next request's body.</summary>
    public void End() => _context = null;

    // The server owns the body (PEP 3333, "Input and Error Streams"): closing it here does nothing.
    protected override void Dispose(bool disposing)
    {
    }

    private Stream Body
    {
        get
        {
            if (Failure is not null)
                throw Failure;
            return (_context ?? throw new ObjectDisposedException("wsgi.input", "The request has ended; its body cannot be read any more.")).Request.Body;
        }
    }

    // GetResult must not be called on a ValueTask that is not complete.
    private static int Wait(ValueTask<int> read) => read.IsCompleted ? read.GetAwaiter().GetResult() : read.AsTask().GetAwaiter().GetResult();

    /// <summary>What the server reports, in the contract's words; null where it is not the body's failure.</summary>
    private RequestBodyException? Translate(Exception error, CancellationToken cancellationToken)
    {
        // Kestrel has more than one way to say it: a trailer that is not UTF-8 is an InvalidOperationException. Request decompression in front has InvalidDataException.
        if (_context is null || error is RequestBodyException || error is not (IOException or OperationCanceledException or InvalidOperationException or InvalidDataException))
            return null;
        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested && !_context.RequestAborted.IsCancellationRequested)
            return null; // The app changed its mind.

        if (HasClientLeft(error))
        {
            // After a reset Kestrel, until it learns of the disconnection, would try to drain a body whose read has failed, and log an error.
            if (error is ConnectionResetException)
                _context.Abort();
            return Failure = new GatewayClientDisconnectedException("The client went away before its request body was whole.", error);
        }
        return Failure = new RequestBodyException(error is IOException ? error.Message : "The request body is malformed.", (error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest, error);
    }

    // Kestrel tells of the disconnection itself only a moment after the read has failed. Of a body whose length is declared,
    // being cut off is the one thing that can be wrong with it.
    private bool HasClientLeft(Exception error) =>
        _context!.RequestAborted.IsCancellationRequested
        || error is OperationCanceledException or ConnectionResetException or ConnectionAbortedException
        || (error is BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } && _context.Request.ContentLength is not null);

    private static NotSupportedException CannotSeek() => new("The request body can be read once, from beginning to end.");
}
