using Gateway.Hosting;

namespace Gateway.AspNetCore;

/// <summary>How one app is hosted. Defaults for all apps are set by <c>AddGateway</c>; <c>UseGatewayApp</c> and <c>MapGatewayApp</c> change them for one.</summary>
public sealed class GatewayOptions
{
    /// <summary>Entries added to every environ: a deployer's configuration for the app. Keys that belong to the request (<c>REQUEST_METHOD</c>, <c>REMOTE_USER</c>,
    /// <c>HTTP_*</c>, ...) are the request's alone, whether or not it has them: such entries are left out, with a warning at start.</summary>
    public IDictionary<string, object?> Environ { get; private init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>What happens to request headers whose name could pass for another's in the environ, like <c>X_Auth_User</c>. Default: <see cref="HeaderNamePolicy.Drop"/>.</summary>
    public HeaderNamePolicy HeaderNames { get; set; }

    /// <summary>How <c>PATH_INFO</c> is decoded. Default: <see cref="PathDecoding.AspNetCore"/>.</summary>
    public PathDecoding PathDecoding { get; set; }

    /// <summary>The value of <c>wsgi.multiprocess</c>: set it where sibling processes serve the same app. Default: false.</summary>
    public bool MultiProcess { get; set; }

    /// <summary>Whether the app is called by one request at a time, from the call to the close of its body: for apps that are not thread-safe.
    /// Then <c>wsgi.multithread</c> is false. Default: false.</summary>
    public bool Serial { get; set; }

    /// <summary>How many threads of its own a synchronous app that blocks may occupy. One that proves not to block runs where the request is read,
    /// and needs none. Default: 64.</summary>
    public int MaxBlockingThreads { get; set; } = 64;

    /// <summary>How many requests may wait for a thread, or for their turn where <see cref="Serial"/> is set; more are answered 503 at once. Default: 1,000.</summary>
    public int QueueLimit { get; set; } = 1000;

    /// <summary>How long a request may wait so; past that it is answered 503. Default: 10 seconds.</summary>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may take, from its arrival at the app's host to the end of its response, waiting included; null for no limit. Past that
    /// <c>gateway.request_aborted</c> is cancelled and the client is answered 504 (RFC 9110, 15.6.5), or cut off where the response has begun. A synchronous app that
    /// overlooks its token keeps its thread until it returns. A WebSocket is not timed once it is accepted. Default: null.</summary>
    public TimeSpan? RequestTimeout { get; set; }

    internal GatewayOptions Clone() => new()
    {
        Environ = new Dictionary<string, object?>(Environ, StringComparer.Ordinal),
        HeaderNames = HeaderNames,
        PathDecoding = PathDecoding,
        MultiProcess = MultiProcess,
        Serial = Serial,
        MaxBlockingThreads = MaxBlockingThreads,
        QueueLimit = QueueLimit,
        QueueTimeout = QueueTimeout,
        RequestTimeout = RequestTimeout,
    };

    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    internal void Validate()
    {
        if (!Enum.IsDefined(HeaderNames))
            throw new ArgumentException($"GatewayOptions.HeaderNames is {(int)HeaderNames}; it must be Drop, Refuse or Allow.");
        if (!Enum.IsDefined(PathDecoding))
            throw new ArgumentException($"GatewayOptions.PathDecoding is {(int)PathDecoding}; it must be AspNetCore or Cgi.");
        if (MaxBlockingThreads < 1)
            throw new ArgumentException($"GatewayOptions.MaxBlockingThreads is {MaxBlockingThreads}; it must be at least 1.");
        if (QueueLimit < 0)
            throw new ArgumentException($"GatewayOptions.QueueLimit is {QueueLimit}; it must not be negative.");
        if (QueueTimeout <= TimeSpan.Zero)
            throw new ArgumentException($"GatewayOptions.QueueTimeout is {QueueTimeout}; it must be longer than zero.");
        if (RequestTimeout <= TimeSpan.Zero)
            throw new ArgumentException($"GatewayOptions.RequestTimeout is {RequestTimeout}; it must be longer than zero, or null for no limit.");
    }
}
