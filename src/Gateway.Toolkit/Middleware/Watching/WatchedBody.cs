using System.Net.WebSockets;

namespace Gateway.Toolkit;

/// <summary>Puts a watch on a body. What a host knows by its type goes on as that type, so that the faster way stays open.</summary>
internal static class WatchedBody
{
    public static IEnumerable<ReadOnlyMemory<byte>> Of(MiddlewareCall call, IEnumerable<ReadOnlyMemory<byte>> body)
    {
        if (body is Body known && OfKnown(call, known) is { } same)
            return same;
        if (!call.WatchesBlocks || body is null)
            return body!; // Whoever called the app says what null means.
        return IsOneBlock(body) ? new WatchedBlocks.Single(call, body) : new WatchedBlocks(call, body);
    }

    public static IAsyncEnumerable<ReadOnlyMemory<byte>> Of(MiddlewareCall call, IAsyncEnumerable<ReadOnlyMemory<byte>> body)
    {
        if (body is Body known && OfKnown(call, known) is { } same)
            return same;
        if (!(call.WatchesBlocks || call.AwaitsCommit) || body is null)
            return body!;
        return IsOneBlock(body) ? new WatchedAsyncBlocks.Single(call, body) : new WatchedAsyncBlocks(call, body);
    }

    /// <summary>The body of an app that threw instead of returning one; null where the exception has to go on.</summary>
    public static Body? OfFailure(MiddlewareCall call, Exception error)
    {
        Body? body = null;
        try
        {
            body = call.AnswerFailure(error);
        }
        finally
        {
            call.EndWithBody(body is null ? error : null);
        }

        return body;
    }

    // Only this count means something to a host: a body of one block gets its Content-Length.
    private static bool IsOneBlock(object body) => body is IReadOnlyCollection<ReadOnlyMemory<byte>> { Count: 1 };

    private static Body? OfKnown(MiddlewareCall call, Body body)
    {
        if (body is WebSocketBody socket)
            return call.EndsWithBody ? OfSocket(call, socket) : body;
        if (call.EndsWithBody)
            return null;
        if (!call.WatchesBody)
            return body;

        switch (body)
        {
            case StreamBody stream:
                return Body.Stream(new WatchedStream(call, stream.Source), stream.BlockSize);
            case WriterBody writer:
                return Body.Write(new WatchedPush(call, writer).RunAsync);
            default:
                // In memory or in a file: nothing of the app's runs while it is sent.
                call.SendingThrough(body.Length ?? 0);
                return body;
        }
    }

    private static Body OfSocket(MiddlewareCall call, WebSocketBody body) => call.Environ.WebSocket is not { } handshake
        ? body // Accepted without being asked for: the host's to refuse.
        : handshake.Accept(
            async (WebSocket socket, CancellationToken cancellationToken) =>
            {
                Exception? failure = null;
                try
                {
                    await body.Handler(socket, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception error)
                {
                    failure = error;
                    throw;
                }
                finally
                {
                    call.EndWithBody(failure);
                }
            },
            body.SubProtocol);
}
