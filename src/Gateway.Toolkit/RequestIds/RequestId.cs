using System.Buffers;

namespace Gateway.Toolkit;

/// <summary>Gives each request an id: in the environ under <see cref="Key"/>, and to the client in a header.</summary>
/// <remarks>An id that comes with the request is kept, so that a request can be followed from server to server, if it is short and
/// made of letters, digits and <c>-_.:+/=@</c>: nothing that means something to a log or a page. Any other gets a new one in its
/// place.</remarks>
public sealed class RequestId : Middleware
{
    /// <summary>The environ key of the id, a <see cref="string"/>.</summary>
    public const string Key = "toolkit.request_id";

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+/=@");

    private readonly RequestIdOptions _options;
    private readonly string _key;

    /// <summary>Creates the middleware.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    public RequestId(Action<RequestIdOptions>? configure = null)
    {
        _options = new RequestIdOptions();
        configure?.Invoke(_options);
        _key = _options.Validate();
    }

    /// <summary>The id of a request, or null where it has none.</summary>
    /// <param name="environ">The request.</param>
    public static string? Of(Environ environ)
    {
        ArgumentNullException.ThrowIfNull(environ);
        return environ.TryGetValue(Key, out var id) ? id as string : null;
    }

    /// <inheritdoc/>
    protected override MiddlewareCall Begin(Environ environ)
    {
        var id = Received(environ) ?? _options.Create();
        environ[Key] = id;
        // A received id that is not kept must not reach the app by its header.
        if (environ.ContainsKey(_key))
            environ[_key] = id;
        return new Call(environ, _options.HeaderName, id);
    }

    private string? Received(Environ environ) =>
        _options.TrustReceived && environ.TryGetValue(_key, out var value) && value is string { Length: > 0 } id
        && id.Length <= _options.MaxLength && !id.AsSpan().ContainsAnyExcept(Characters)
            ? id
            : null;

    private sealed class Call(Environ environ, string headerName, string id) : MiddlewareCall(environ, MiddlewareWatch.None)
    {
        protected override IBodyWriter Start(
            StartResponse startResponse, string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception) =>
            startResponse(status, HeaderList.WithOwn(headers, headerName, id), exception);
    }
}
