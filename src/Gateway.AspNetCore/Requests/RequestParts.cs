using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Requests;

/// <summary>What only some requests ask for. One shared, empty instance stands in until the first is asked for.</summary>
internal sealed class RequestParts(AppHost host)
{
    public AppHost Host { get; } = host;

    public RequestDeadline? Deadline { get; set; }

    public KeyValuePair<string, StringValues>[]? HeadersBefore { get; set; }

    public RequestInput? Input { get; private set; }

    public ErrorLog? Errors { get; private set; }

    public HttpTrailers? Trailers { get; private set; }

    public WebSocketHandshake? WebSocket { get; private set; }

    public RequestServices? Services { get; private set; }

    public List<Func<Environ, string?, Exception?, ValueTask>>? Finished { get; private set; }

    public RequestInput OpenInput(HttpContext context) => Input ??= new RequestInput(context);

    public ErrorLog OpenErrors() => Errors ??= new ErrorLog(Host.Errors);

    public HttpTrailers OpenTrailers(HttpResponse response) => Trailers ??= new HttpTrailers(response);

    public WebSocketHandshake OpenWebSocket(HttpContext context) => WebSocket ??= new WebSocketHandshake([.. context.WebSockets.WebSocketRequestedProtocols]);

    public RequestServices OpenServices(GatewayRequest request) => Services ??= new RequestServices(request);

    public List<Func<Environ, string?, Exception?, ValueTask>> OpenFinished() => Finished ??= [];
}
