using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Requests;

/// <summary>The part of a request body that an app has not read. It must never be parsed as the next request.</summary>
internal static class UnreadBody
{
    /// <summary>Whether a request has a body by its headers (RFC 9112, 6.3).</summary>
    public static bool IsPossible(IHttpRequestFeature request) =>
        request.Headers.ContentLength is > 0 || request.Headers.TransferEncoding.Count > 0;

    /// <summary>Runs <see cref="Skip"/> when the request has been served.</summary>
    public static Task SkipAfter(Task served, HttpContext context)
    {
        if (!served.IsCompleted)
            return SkipAfterAwaited(served, context);
        Skip(context);
        return served;
    }

    private static async Task SkipAfterAwaited(Task served, HttpContext context)
    {
        try
        {
            await served;
        }
        finally
        {
            Skip(context);
        }
    }

    /// <summary>Reads what has arrived of the body. If that is not all of it and the client has gone, no further request is read.</summary>
    /// <remarks>Kestrel reads the rest too, but not once the client has ended the connection: then it parses what is left in its buffer
    /// as a request, and calls the app. A client that still sends gets its response, so Kestrel reads that rest.</remarks>
    private static void Skip(HttpContext context)
    {
        if (!HttpProtocol.IsHttp11(context.Request.Protocol) && !HttpProtocol.IsHttp10(context.Request.Protocol))
            return;
        if (context.Features.Get<IConnectionLifetimeNotificationFeature>() is { } connection && !CanGoOn(context))
            connection.RequestClose();
    }

    private static bool CanGoOn(HttpContext context)
    {
        try
        {
            var reader = context.Request.BodyReader;
            // Middleware in front has replaced the stream, and this one reads from that, not from the connection.
            if (reader.GetType().Assembly == typeof(PipeReader).Assembly)
                return true;
            while (reader.TryRead(out var result))
            {
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    return true;
            }
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or OperationCanceledException)
        {
            return false; // The body is cut off or malformed, or the app has left a read unfinished.
        }

        return !context.RequestAborted.IsCancellationRequested;
    }
}
