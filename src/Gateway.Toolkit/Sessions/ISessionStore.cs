namespace Gateway.Toolkit;

/// <summary>Where sessions are kept between requests, by what the client's cookie says. What a cookie says may be anything.</summary>
internal interface ISessionStore
{
    /// <summary>The bytes kept for a cookie; null if there are none.</summary>
    byte[]? Load(string cookie);

    ValueTask<byte[]?> LoadAsync(string cookie, CancellationToken cancellationToken);

    /// <summary>The value for the cookie of a session.</summary>
    /// <param name="known">The value so far, if it may stay.</param>
    /// <param name="content">The values to keep, and when they end.</param>
    /// <exception cref="InvalidOperationException">They are too many.</exception>
    string CookieFor(string? known, SessionContent content);

    void Save(SessionSave save);

    ValueTask SaveAsync(SessionSave save);

    void Remove(string cookie);

    ValueTask RemoveAsync(string cookie);
}
