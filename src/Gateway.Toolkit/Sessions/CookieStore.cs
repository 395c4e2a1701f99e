using System.Text;

namespace Gateway.Toolkit;

/// <summary>The cookie itself is the store, and its signature says that it is ours.</summary>
internal sealed class CookieStore(CookieSigner signer, SessionsOptions options) : ISessionStore
{
    private readonly string _name = options.CookieName;

    // The bytes that the attributes leave of a cookie.
    private readonly int _maxLength = CookieWriting.MaxLength - CookieWriting.Set(options.CookieName, "", options.Cookie).Length;

    public byte[]? Load(string cookie) =>
        cookie.Length <= CookieWriting.MaxLength && signer.Verify(_name, cookie) is { } text ? Encoding.UTF8.GetBytes(text) : null;

    public ValueTask<byte[]?> LoadAsync(string cookie, CancellationToken cancellationToken) => new(Load(cookie));

    public string CookieFor(string? known, SessionContent content)
    {
        var cookie = signer.Sign(_name, Encoding.UTF8.GetString(content.ToBytes()));
        return cookie.Length <= _maxLength
            ? cookie
            : throw new InvalidOperationException(
                $"The session needs {cookie.Length} bytes of its cookie, which holds {_maxLength}. Keep less in it, or keep sessions in a "
                    + "cache.");
    }

    public void Save(SessionSave save)
    {
    }

    public ValueTask SaveAsync(SessionSave save) => default;

    public void Remove(string cookie)
    {
    }

    public ValueTask RemoveAsync(string cookie) => default;
}
