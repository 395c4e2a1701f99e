using System.Text;

namespace Gateway.Toolkit;

/// <summary>The cookie itself is the store, and its signature says that it is ours.</summary>
internal sealed class CookieStore(CookieSigner signer, string name) : ISessionStore
{
    // RFC 6265bis, 5.6: browsers drop a cookie of more, without a word.
    private const int MaxLength = 4096;

    public byte[]? Load(string cookie) => cookie.Length <= MaxLength && signer.Verify(name, cookie) is { } text ? Encoding.UTF8.GetBytes(text) : null;

    public ValueTask<byte[]?> LoadAsync(string cookie, CancellationToken cancellationToken) => new(Load(cookie));

    public string CookieFor(string? known, byte[] content)
    {
        var cookie = signer.Sign(name, Encoding.UTF8.GetString(content));
        var length = name.Length + cookie.Length;
        return length <= MaxLength
            ? cookie
            : throw new InvalidOperationException($"The session makes a cookie of {length} bytes; browsers keep {MaxLength} (RFC 6265bis, 5.6). Keep less in it, or keep sessions in a cache.");
    }

    public void Save(string cookie, byte[] content)
    {
    }

    public ValueTask SaveAsync(string cookie, byte[] content) => default;

    public void Remove(string cookie)
    {
    }

    public ValueTask RemoveAsync(string cookie) => default;
}
