using Microsoft.Extensions.Caching.Distributed;

namespace Gateway.Toolkit;

/// <summary>Gives apps a <see cref="Session"/>: in a signed cookie, or in a cache that several servers share.</summary>
/// <remarks>
/// <para>Nothing is loaded before the app asks, and nothing is saved or sent where nothing was changed; a session that is only read is
/// saved again in the second half of its time.
/// Changes of a response of status 500 or above are not kept; in a synchronous app, where the first call of start_response saves, what
/// follows it comes too late.
/// A WebSocket can read the session, and has no response to change it with.</para>
/// <para>In a cookie, the client can read the values and can send an older session again until that has ended: what must not come back
/// belongs in a cache.
/// If two requests change one session at a time, the last counts. In a cache, a session that was ended stays so:
    /// a request that began before that saves nothing.</para>
/// </remarks>
/// <example>
/// <code>
/// app = app.Use(new Sessions(new CookieSigner(key), options =&gt; options.IdleTimeout = TimeSpan.FromHours(8)));
/// </code>
/// </example>
public sealed class Sessions : Middleware
{
    /// <summary>The environ key of the session. Read it by <see cref="SessionEnvironExtensions.Session"/>.</summary>
    public const string Key = "toolkit.session";

    private readonly ISessionStore _store;
    private readonly SessionsOptions _options;

    /// <summary>Creates the middleware, with sessions kept by the clients, up to 4 KB each.</summary>
    /// <param name="signer">Holds the keys.</param>
    /// <param name="configure">Changes the defaults.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    public Sessions(CookieSigner signer, Action<SessionsOptions>? configure = null)
        : this(configure)
    {
        ArgumentNullException.ThrowIfNull(signer);
        _store = new CookieStore(signer, _options);
    }

    /// <summary>Creates the middleware, with sessions kept in a cache: in Redis, for example, which every server asks. The client gets a
    /// random id.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="configure">Changes the defaults.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    public Sessions(IDistributedCache cache, Action<SessionsOptions>? configure = null)
        : this(configure)
    {
        ArgumentNullException.ThrowIfNull(cache);
        _store = new CacheStore(cache, _options.IdleTimeout);
    }

    private Sessions(Action<SessionsOptions>? configure)
    {
        _options = new SessionsOptions();
        configure?.Invoke(_options);
        _options.Validate();
        _store = null!; // Either constructor has one.
    }

    /// <inheritdoc/>
    protected override MiddlewareCall Begin(Environ environ)
    {
        var call = new SessionCall(environ, _store, _options);
        environ[Key] = call;
        return call;
    }
}
