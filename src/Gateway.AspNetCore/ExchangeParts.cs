using Gateway.AspNetCore.Diagnostics;
using Gateway.AspNetCore.Requests;
using Gateway.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore;

/// <summary>The parts of an exchange that only some requests need. A shared, empty instance is used until the first is needed.</summary>
internal class ExchangeParts(AppHost host)
{
    public AppHost Host { get; } = host;

    /// <summary>Where the request is; null if nobody listens.</summary>
    public virtual RequestProgress? Progress => null;

    /// <summary>The request's deadline; null if it has none.</summary>
    public ResponseDeadline? Deadline { get; set; }

    /// <summary>The response headers before start_response; null if there were none, which is usual.</summary>
    public KeyValuePair<string, StringValues>[]? HeadersBefore { get; set; }

    public KestrelRequestBody? Input { get; private set; }

    public ErrorLines? Errors { get; private set; }

    public HttpTrailers? Trailers { get; private set; }

    public WebSocketHandshake? WebSocket { get; private set; }

    public RequestServices? Services { get; private set; }

    public List<Func<Environ, string?, Exception?, ValueTask>>? Finished { get; private set; }

    public KestrelRequestBody OpenInput(HttpContext context) => Input ??= new KestrelRequestBody(context);

    public ErrorLines OpenErrors() => Errors ??= new ErrorLines(Host.WriteError);

    public HttpTrailers OpenTrailers(HttpResponse response) => Trailers ??= new HttpTrailers(response);

    public WebSocketHandshake OpenWebSocket(HttpContext context) =>
        WebSocket ??= new WebSocketHandshake([.. context.WebSockets.WebSocketRequestedProtocols]);

    public RequestServices OpenServices(Exchange exchange) => Services ??= new RequestServices(exchange);

    public List<Func<Environ, string?, Exception?, ValueTask>> OpenFinished() => Finished ??= [];

    /// <summary>Releases the request.</summary>
    public void End()
    {
        Input?.End();
        Trailers?.End();
        Errors?.Flush();
    }
}
