using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>The session of one request: loaded when it is asked for, its cookie decided on with the head, saved before the head
/// goes.</summary>
internal sealed class SessionCall(
    Environ environ, ISessionStore store, SessionsOptions options) : MiddlewareCall(environ, MiddlewareWatch.Commit)
{
    // The value of the client's cookie, once it has been found to name a session.
    private string? _cookie;
    private Session? _session;
    private long _ends;
    private bool _hasStarted;

    // The decisions made when start_response was called.
    private SessionSave? _toSave;
    private string? _toRemove;

    // The same however often start_response is called.
    private string? _newCookie;

    public static SessionCall Of(Environ environ)
    {
        ArgumentNullException.ThrowIfNull(environ);
        return environ.TryGetValue(Sessions.Key, out var value) && value is SessionCall call
            ? call
            : throw new InvalidOperationException("The request has no session: Sessions is not in front of the app.");
    }

    public Session Load() => _session ?? (Received() is { } cookie ? Open(cookie, store.Load(cookie)) : Open("", null));

    public ValueTask<Session> LoadAsync() => _session is { } session ? new(session) : LoadAwaited();

    protected override IBodyWriter Start(
        StartResponse startResponse, string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
    {
        _hasStarted = true;
        if (_session is not null && headers is not null)
            headers = Decide(_session, status, headers);
        return startResponse(status, headers!, exception);
    }

    protected override void Commit()
    {
        if (_toRemove is not null)
            store.Remove(_toRemove);
        if (_toSave is { } save)
            store.Save(save);
    }

    protected override async ValueTask CommitAsync()
    {
        if (_toRemove is not null)
            await store.RemoveAsync(_toRemove).ConfigureAwait(false);
        if (_toSave is { } save)
            await store.SaveAsync(save).ConfigureAwait(false);
    }

    private async ValueTask<Session> LoadAwaited() =>
        Received() is { } cookie
            ? Open(cookie, await store.LoadAsync(cookie, Environ.RequestAborted).ConfigureAwait(false))
            : Open("", null);

    private Session Open(string cookie, byte[]? bytes)
    {
        if (_session is not null)
            return _session; // Two tasks of the app's awaited it.
        var content = SessionContent.Read(bytes);
        if (content is not null && content.Ends > Now)
            (_cookie, _ends) = (cookie, content.Ends);
        else
            content = null;
        return _session = new Session(
            content is null ? new(StringComparer.Ordinal) : new(content.Values, StringComparer.Ordinal)) { IsSent = _hasStarted };
    }

    private string? Received() => CookieReader.Find(Environ.Header(HeaderNames.Cookie), options.CookieName);

    private List<(string Name, string Value)> Decide(Session session, string status, IReadOnlyList<(string Name, string Value)> headers)
    {
        session.IsSent = true;
        (_toSave, _toRemove) = (null, null);
        // The answer is this client's (RFC 9110, 12.5.5).
        List<(string Name, string Value)> more = [.. headers, (HeaderNames.Vary, HeaderNames.Cookie)];
        if (status is ['5', ..])
            return more;

        if (session.Count == 0)
        {
            if (_cookie is not null && session.HasChanged)
            {
                _toRemove = _cookie;
                Add(more, CookieWriting.Delete(options.CookieName, Cookie));
            }
        }
        else if (session.HasChanged || _ends - Now < options.IdleTimeout.TotalMilliseconds / 2)
        {
            var content = new SessionContent(Now + (long)options.IdleTimeout.TotalMilliseconds, session.Values);
            _newCookie = store.CookieFor(_newCookie ?? (session.IsRenewed ? null : _cookie), content);
            _toRemove = session.IsCleared ? _cookie : null;
            _toSave = new(_newCookie, session.IsCleared ? null : _cookie, content, session.HasChanged);
            Add(more, CookieWriting.Set(options.CookieName, _newCookie, Cookie));
        }

        return more;
    }

    // RFC 9111, 7.3: a cookie in a cache would be everybody's.
    private static void Add(List<(string Name, string Value)> headers, string cookie)
    {
        headers.Add((HeaderNames.SetCookie, cookie));
        if (!HeaderList.Contain(headers, HeaderNames.CacheControl))
            headers.Add((HeaderNames.CacheControl, "no-store"));
    }

    // Where a cookie has to be Secure or is ignored, it stays so: browsers count http://localhost as secure, too.
    private SetCookieOptions Cookie =>
        Environ.UrlScheme == "https"
            || options.Cookie.SameSite == SameSite.None || options.CookieName.StartsWith("__", StringComparison.Ordinal)
            ? options.Cookie
            : options.Cookie with { Secure = false };

    private long Now => options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
