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

    public string CookieFor(string? known, byte[] content) => known ?? WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(IdBytes));

    public void Save(string cookie, byte[] content) => cache.Set(KeyOf(cookie), content, Entry);

    // Not cancelled by a client that leaves: what was decided is kept.
    public ValueTask SaveAsync(string cookie, byte[] content) => new(cache.SetAsync(KeyOf(cookie), content, Entry, CancellationToken.None));

    public void Remove(string cookie) => cache.Remove(KeyOf(cookie));

    public ValueTask RemoveAsync(string cookie) => new(cache.RemoveAsync(KeyOf(cookie), CancellationToken.None));

    private DistributedCacheEntryOptions Entry => new() { AbsoluteExpirationRelativeToNow = idleTimeout };

    // Who can list the keys of the cache has no id of anybody's.
    private static string KeyOf(string id) => "session:" + WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
