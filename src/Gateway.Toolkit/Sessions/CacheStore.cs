using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Caching.Distributed;

namespace Gateway.Toolkit;

/// <summary>Sessions in a cache; the cookie has a random id.</summary>
internal sealed class CacheStore(IDistributedCache cache, TimeSpan idleTimeout) : ISessionStore
{
    private const int IdBytes = 32;
    private const int IdLength = 43;

    public byte[]? Load(string cookie) => cookie.Length == IdLength ? cache.Get(KeyOf(cookie)) : null;

    public async ValueTask<byte[]?> LoadAsync(string cookie, CancellationToken cancellationToken) =>
        cookie.Length == IdLength ? await cache.GetAsync(KeyOf(cookie), cancellationToken).ConfigureAwait(false) : null;

    public string CookieFor(string? known, SessionContent content) =>
        known ?? WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(IdBytes));

    public void Save(SessionSave save)
    {
        var kept = save.Source is { } source ? cache.Get(KeyOf(source)) : null;
        if (ContentOf(save, kept) is not { } content)
            return;
        if (save.IsRenewed)
            Remove(save.Source!);
        cache.Set(KeyOf(save.Cookie), content.ToBytes(), Entry);
    }

    // Not cancelled by a client that leaves: the app's decision is kept.
    public async ValueTask SaveAsync(SessionSave save)
    {
        var kept = save.Source is { } source ? await cache.GetAsync(KeyOf(source), CancellationToken.None).ConfigureAwait(false) : null;
        if (ContentOf(save, kept) is not { } content)
            return;
        if (save.IsRenewed)
            await RemoveAsync(save.Source!).ConfigureAwait(false);
        await cache.SetAsync(KeyOf(save.Cookie), content.ToBytes(), Entry, CancellationToken.None).ConfigureAwait(false);
    }

    public void Remove(string cookie) => cache.Remove(KeyOf(cookie));

    public ValueTask RemoveAsync(string cookie) => new(cache.RemoveAsync(KeyOf(cookie), CancellationToken.None));

    private DistributedCacheEntryOptions Entry => new() { AbsoluteExpirationRelativeToNow = idleTimeout };

    // Another request may have ended the session meanwhile: saving would bring it back.
    // Or it may have changed the session: a request that only read it leaves the change alone.
    private static SessionContent? ContentOf(SessionSave save, byte[]? kept)
    {
        if (save.Source is null)
            return save.Content;
        return SessionContent.Read(kept) is not { } current ? null
            : save.HasChanged ? save.Content
            : current with { Ends = save.Content.Ends };
    }

    // The keys of the cache are hashes, so that listing them reveals no session id.
    private static string KeyOf(string id) => "session:" + WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
