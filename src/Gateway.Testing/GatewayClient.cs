using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Gateway.Testing.Hosting;

namespace Gateway.Testing;

/// <summary>Calls an app without a server: <c>var response = await new GatewayClient(app).Get("/articles")</c>.</summary>
/// <remarks>
/// <para>This is a host: every rule of the contract for hosts applies. An exception of the app before the head of its
/// response is settled is thrown unchanged. After that, reading the response fails with <see cref="ResponseAbortedException"/>.</para>
/// <para>Cookies are kept between requests. May be used concurrently.</para>
/// </remarks>
/// <example>
/// <code>
/// var client = new GatewayClient(App);
/// var response = await client.Get("/articles");
///
/// response.Status.ShouldBe("200 OK");
/// response.Text.ShouldBe("You asked for /articles\n");
/// </code>
/// </example>
public sealed partial class GatewayClient
{
    private const int MaxRedirects = 20;

    private readonly AppCall _app;

    /// <summary>Creates a client of an app.</summary>
    /// <param name="app">The app.</param>
    [OverloadResolutionPriority(1)]
    public GatewayClient(GatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        _app = (environ, response) => response.RunAsync(app, environ, mayBlock: false);
    }

    /// <inheritdoc cref="GatewayClient(GatewayApp)"/>
    public GatewayClient(AsyncGatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        _app = (environ, response) => response.RunAsync(app, environ);
    }

    /// <inheritdoc cref="GatewayClient(GatewayApp)"/>
    public GatewayClient(AsyncIteratorApp app)
        : this(app.ToAsync())
    {
    }

    /// <summary>The scheme, host and port of requests that name only a path. Default: <c>http://localhost/</c>.</summary>
    public Uri BaseAddress { get; init; } = new("http://localhost/");

    /// <summary>The cookies the app has set; requests send them back as a browser does.</summary>
    public CookieJar Cookies { get; } = new();

    /// <summary>Whether a redirect is followed, up to 20 in a row. One to another host is not the app's to serve: it is returned.
    /// Default: false.</summary>
    public bool FollowRedirects { get; init; }

    /// <summary>The headers sent with every request, before its own.</summary>
    public IList<(string Name, string Value)> DefaultHeaders { get; } = [];

    /// <summary>The value of <c>gateway.stopping</c>: cancelled when the server begins to stop.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Sends a GET.</summary>
    /// <param name="target">A path with an optional query, percent-encoded, or a whole URL.</param>
    /// <param name="headers">More headers.</param>
    /// <returns>The whole response.</returns>
    public Task<GatewayResponse> Get(string target, params IReadOnlyList<(string Name, string Value)> headers) =>
        Send(new("GET", target) { Headers = headers });

    /// <summary>Sends a HEAD.</summary>
    /// <inheritdoc cref="Get"/>
    public Task<GatewayResponse> Head(string target, params IReadOnlyList<(string Name, string Value)> headers) =>
        Send(new("HEAD", target) { Headers = headers });

    /// <summary>Sends a DELETE.</summary>
    /// <inheritdoc cref="Get"/>
    public Task<GatewayResponse> Delete(string target, params IReadOnlyList<(string Name, string Value)> headers) =>
        Send(new("DELETE", target) { Headers = headers });

    /// <summary>Sends a request and reads the whole response.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Makes the client leave.</param>
    /// <returns>The whole response.</returns>
    public async Task<GatewayResponse> Send(GatewayRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        for (var redirects = 0; ; redirects++)
        {
            var target = RequestTarget.Parse(request.Target, BaseAddress);
            var opened = await Open(request, cancellationToken).ConfigureAwait(false);
            await using var streaming = opened.ConfigureAwait(false);
            var response = await opened.ReadToEnd().ConfigureAwait(false);
            if (!FollowRedirects || Redirect.Follow(request, target.Url, response) is not { } next)
                return response;
            if (redirects == MaxRedirects)
                throw new InvalidOperationException(
                    $"The app redirected {MaxRedirects + 1} times in a row, the last time to {next.Target}.");
            request = next;
        }
    }

    /// <summary>Sends a request and returns as soon as the head of the response has arrived. No redirect is followed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Makes the client leave.</param>
    /// <returns>The response, to be disposed.</returns>
    public async Task<StreamingResponse> Open(GatewayRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var target = RequestTarget.Parse(request.Target, BaseAddress);
        var exchange = Start(request, target, socket: null, cancellationToken);
        try
        {
            var head = await exchange.Head.ConfigureAwait(false);
            Store(target.Url, head);
            return new StreamingResponse(exchange, head);
        }
        catch
        {
            // The app's finally blocks run before the call fails.
            await exchange.Completion.ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a GET and returns as soon as the head of the response has arrived.</summary>
    /// <inheritdoc cref="Get"/>
    /// <returns>The response, to be disposed.</returns>
    public Task<StreamingResponse> Open(string target, params IReadOnlyList<(string Name, string Value)> headers) =>
        Open(new GatewayRequest("GET", target) { Headers = headers });

    /// <summary>Asks for a WebSocket.</summary>
    /// <param name="target">A path with an optional query, percent-encoded, or a whole URL.</param>
    /// <param name="subProtocols">The sub-protocols offered, in order of preference.</param>
    /// <returns>The client's end, to be closed and disposed.</returns>
    /// <exception cref="WebSocketRefusedException">The app gave an ordinary response.</exception>
    public async Task<WebSocket> ConnectWebSocket(string target, params IReadOnlyList<string> subProtocols)
    {
        ArgumentNullException.ThrowIfNull(subProtocols);
        var socket = new SocketOffer(subProtocols);
        var request = new GatewayRequest("GET", target) { Headers = socket.Headers };
        var parsed = RequestTarget.Parse(target, BaseAddress);
        var exchange = Start(request, parsed, socket, CancellationToken.None);

        // The app accepts, responds, or fails.
        if (await Task.WhenAny(socket.Accepted, exchange.Head).ConfigureAwait(false) == socket.Accepted)
            return await socket.Accepted.ConfigureAwait(false);
        var streaming = new StreamingResponse(exchange, await exchange.Head.ConfigureAwait(false));
        throw new WebSocketRefusedException(await streaming.ReadToEnd().ConfigureAwait(false));
    }

    private InMemoryExchange Start(GatewayRequest request, RequestTarget target, SocketOffer? socket, CancellationToken cancellationToken)
    {
        List<(string, string)> headers = [.. DefaultHeaders, .. request.Headers];
        if (Cookies.GetCookieHeader(target.Url) is { Length: > 0 } cookies)
            headers.Add(("Cookie", cookies));
        return InMemoryExchange.Start(_app, request with { Headers = headers }, target, socket, Stopping, cancellationToken);
    }

    private void Store(Uri url, ReceivedHead head)
    {
        foreach (var (_, value) in head.Headers.Where(header => header.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)))
            Cookies.SetCookie(url, value);
    }
}
