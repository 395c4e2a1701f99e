using Gateway.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Requests;

/// <summary>The request body from Kestrel, without AllowSynchronousIO. Kestrel finds its end.</summary>
internal sealed class KestrelRequestBody(HttpContext context) : RequestBody(length: null)
{
    private HttpContext? _context = context;

    public override void End()
    {
        base.End();
        _context = null;
    }

    protected override ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _context!.Request.Body.ReadAsync(buffer, cancellationToken);

    // Kestrel has more than one way to say it: a trailer that is not UTF-8 is an InvalidOperationException.
    // Request decompression in front has InvalidDataException.
    protected override IOException? Translate(Exception error, CancellationToken cancellationToken)
    {
        if (_context is null || error is not (IOException or OperationCanceledException or InvalidOperationException or InvalidDataException))
            return null;
        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested && !_context.RequestAborted.IsCancellationRequested)
            return null; // The app changed its mind.

        EndConnection();
        if (HasClientLeft(error))
        {
            // After a reset Kestrel, until it learns of the disconnection, would try to drain a body whose read has failed, and log an error.
            if (error is ConnectionResetException)
                _context.Abort();
            return CutOff(error);
        }

        var statusCode = (error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        return new RequestBodyException(error is IOException ? error.Message : "The request body is malformed.", statusCode, error);
    }

    // The rest of the body could be taken for the next request: of a connection that is aborted meanwhile, Kestrel goes on with what it has buffered.
    private void EndConnection()
    {
        if (HttpProtocol.IsHttp11(_context!.Request.Protocol) || HttpProtocol.IsHttp10(_context.Request.Protocol))
            _context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }

    // Kestrel tells of the disconnection itself only a moment after the read has failed. Of a body whose length is declared,
    // being cut off is the one thing that can be wrong with it.
    private bool HasClientLeft(Exception error) =>
        _context!.RequestAborted.IsCancellationRequested
        || error is OperationCanceledException or ConnectionResetException or ConnectionAbortedException
        || (error is BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } && _context.Request.ContentLength is not null);
}
