using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Gateway.AspNetCore.Requests;

/// <summary>The environ of a request to this server: entries are computed from the <see cref="HttpContext"/> when they are asked for.</summary>
/// <param name="context">The request's context.</param>
/// <param name="request">The context's own feature: what is asked of it need not go through <see cref="HttpRequest"/>, which looks for it anew with each request.</param>
/// <param name="noParts">The host's <see cref="AppHost.NoParts"/>.</param>
internal sealed class RequestEnviron(HttpContext context, IHttpRequestFeature request, RequestParts noParts) : GatewayRequest
{
    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly object Version = (1, 0);

    // Null once the request has ended: ASP.NET Core uses the context for the next one.
    private HttpContext? _context = context;
    private IHttpRequestFeature? _request = request;
    private RequestParts _parts = noParts;

    public override HttpContext Context => _context ?? throw Ended();

    public override RequestBodyException? InputFailure => _parts.Input?.Failure;

    public override RequestDeadline? Deadline
    {
        get => _parts.Deadline;
        set => Parts().Deadline = value;
    }

    public override KeyValuePair<string, StringValues>[]? HeadersBefore
    {
        get => _parts.HeadersBefore;
        set => Parts().HeadersBefore = value;
    }

    public override ILogger Log => Host.Log;

    public override Func<string, bool> SendsLatin1 => Host.SendsLatin1;

    private AppHost Host => _parts.Host;

    /// <summary>Lets the request go. What the app holds on to fails clearly from here on, and never shows another request.</summary>
    public void End(string? status, Exception? failure)
    {
        _parts.Input?.End();
        _parts.Trailers?.End();
        _parts.Errors?.Flush();
        if (_parts.Finished is { Count: > 0 } callbacks)
            RunWhenCompleted(callbacks, status, failure);
        _context = null;
        _request = null;
    }

    // A request without TLS, user and WebSocket has these and its headers.
    protected override int HostEntryCount => 28 + (_request ?? throw Ended()).Headers.Count + Host.Options.Environ.Count;

    protected override bool TryGetHostEntry(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = Find(Context, key);
        return value is not null || Host.Options.Environ.TryGetValue(key, out value);
    }

    protected override void CopyHostEntries(ICollection<KeyValuePair<string, object?>> entries)
    {
        foreach (var entry in Host.Options.Environ)
            entries.Add(entry);
        var context = Context;
        CopyTo(entries, context, RequestKeys.Common);
        if (RequestPath.IsHttps(_request!))
            CopyTo(entries, context, RequestKeys.OfTls);
        if (RequestPeer.User(context) is not null)
            CopyTo(entries, context, RequestKeys.OfUser);
        RequestHeaders.CopyTo(entries, _request!.Headers, Host.Options.HeaderNames);
    }

    private void CopyTo(ICollection<KeyValuePair<string, object?>> entries, HttpContext context, string[] keys)
    {
        foreach (var key in keys)
        {
            if (Find(context, key) is { } value)
                entries.Add(new(key, value));
        }
    }

    /// <summary>The value of an entry that the request has, or null.</summary>
    private object? Find(HttpContext context, string key)
    {
        var request = _request!; // There while the context is.
        return key switch
        {
            EnvironKeys.RequestMethod => request.Method,
            EnvironKeys.ScriptName => request.PathBase,
            EnvironKeys.PathInfo => RequestPath.PathInfo(request, Host.Options.PathDecoding),
            EnvironKeys.QueryString => request.QueryString is { Length: > 0 } query ? query[1..] : "",
            EnvironKeys.ContentType => RequestHeaders.ContentType(request.Headers),
            EnvironKeys.ContentLength => RequestHeaders.ContentLength(request.Headers),
            EnvironKeys.ServerName => RequestPath.ServerName(request, context.Connection),
            EnvironKeys.ServerPort => RequestPath.ServerPort(request, context.Connection),
            EnvironKeys.ServerProtocol => request.Protocol,
            EnvironKeys.ServerSoftware => RequestKeys.ServerSoftware,
            EnvironKeys.GatewayInterface => RequestKeys.GatewayInterface,
            EnvironKeys.RemoteAddr => RequestPeer.Address(context.Connection),
            EnvironKeys.RemotePort => RequestPeer.Port(context.Connection),
            EnvironKeys.RemoteUser => RequestPeer.User(context)?.Identity?.Name,
            EnvironKeys.AuthType => RequestPeer.User(context)?.Identity?.AuthenticationType,
            EnvironKeys.RequestUri or EnvironKeys.RawUri => RequestPath.RequestUri(request),
            EnvironKeys.Https => RequestPath.IsHttps(request) ? "on" : null,
            EnvironKeys.SslProtocol => RequestTls.Protocol(context),
            EnvironKeys.SslCipher => RequestTls.Cipher(context),
            EnvironKeys.SslServerName => RequestTls.ServerName(context),
            EnvironKeys.SslClientSubject => RequestTls.ClientCertificate(context)?.Subject,
            EnvironKeys.Version => Version,
            EnvironKeys.UrlScheme => request.Scheme,
            EnvironKeys.Input => HasBody(context) ? Parts().OpenInput(context) : Stream.Null,
            EnvironKeys.InputTerminated => True,
            EnvironKeys.Errors => Parts().OpenErrors(),
            EnvironKeys.MultiThread => Host.Options.Serial ? False : True,
            EnvironKeys.MultiProcess => Host.Options.MultiProcess ? True : False,
            EnvironKeys.RunOnce => False,
            EnvironKeys.FileWrapper => FileWrapper,
            EnvironKeys.WebSocket => WebSocketRequest.IsLikely(request) && context.WebSockets.IsWebSocketRequest ? Parts().OpenWebSocket(context) : null,
            EnvironKeys.RawHeaders => RequestHeaders.Raw(request.Headers),
            EnvironKeys.RequestAborted => context.RequestAborted,
            EnvironKeys.Stopping => Host.Stopping,
            EnvironKeys.ResponseFinished => Parts().OpenFinished(),
            EnvironKeys.Trailers => HttpTrailers.IsPossible(request) && context.Response.SupportsTrailers() ? Parts().OpenTrailers(context.Response) : null,
            EnvironKeys.User => RequestPeer.User(context),
            EnvironKeys.ClientCertificate => RequestTls.ClientCertificate(context),
            EnvironKeys.Services => Parts().OpenServices(this),
            EnvironKeys.HttpContext => context,
            _ => RequestHeaders.Find(request.Headers, key, Host.Options.HeaderNames),
        };
    }

    private static InvalidOperationException Ended() => new("The request of this environ has ended. Read what is needed later while it is under way.");

    // Apart from End, where every request would pay for the closure.
    private void RunWhenCompleted(List<Func<Environ, string?, Exception?, ValueTask>> callbacks, string? status, Exception? failure)
    {
        // They run after everything in front of the app has finished, and are promised an environ that can still be read.
        Materialise();
        string path = Context.Request.Path;
        Context.Response.OnCompleted(() => ResponseFinished.RunAsync(callbacks, this, status, failure, Log, path));
    }

    private static bool HasBody(HttpContext context) => context.Features.RequestBodyDetection()?.CanHaveBody ?? true;

    private RequestParts Parts() => ReferenceEquals(_parts, Host.NoParts) ? _parts = new RequestParts(Host) : _parts;
}
