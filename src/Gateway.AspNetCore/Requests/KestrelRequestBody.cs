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

    // Kestrel throws other types as well: InvalidOperationException for a trailer that is not UTF-8.
    // Request decompression in front throws InvalidDataException.
    protected override IOException? Translate(Exception error, CancellationToken cancellationToken)
    {
        if (_context is null
            || error is not (IOException or OperationCanceledException or InvalidOperationException or InvalidDataException))
            return null;
        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested
            && !_context.RequestAborted.IsCancellationRequested)
            return null; // The app cancelled the read.

        EndConnection();
        if (HasClientLeft(error))
        {
            // After a reset, Kestrel would try to drain the failed body and log an error.
            if (error is ConnectionResetException)
                _context.Abort();
            return CutOff(error);
        }

        var statusCode = (error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        return new RequestBodyException(error is IOException ? error.Message : "The request body is malformed.", statusCode, error);
    }

    // Kestrel could parse the rest of the body as the next request: it continues with buffered bytes of an aborted connection.
    private void EndConnection()
    {
        if (HttpProtocol.IsHttp11(_context!.Request.Protocol) || HttpProtocol.IsHttp10(_context.Request.Protocol))
            _context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }

    // Kestrel reports the disconnection a moment after the read has failed. A body with a declared length
    // can only fail because it was cut off.
    private bool HasClientLeft(Exception error) =>
        _context!.RequestAborted.IsCancellationRequested
        || error is OperationCanceledException or ConnectionResetException or ConnectionAbortedException
        || (error is BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } && _context.Request.ContentLength is not null);
}
