using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Gateway.Toolkit;

/// <summary>Signs cookie values, so that only this app can have made them: with keys of the app's own by HMAC-SHA-256 (RFC 2104), which
/// does not hide them, or with ASP.NET Core's Data Protection, which encrypts them and looks after its keys.</summary>
/// <remarks>The cookie's name and the time it ends are part of what is signed: a value cannot be moved to another cookie or kept for
/// longer. May be used concurrently.</remarks>
/// <example>
/// <code>
/// var signer = new CookieSigner(Convert.FromBase64String(Environment.GetEnvironmentVariable("COOKIE_KEY")!));
/// </code>
/// </example>
public sealed class CookieSigner
{
    /// <summary>The least length of a key, in bytes: that of the hash (RFC 2104, 3).</summary>
    public const int MinKeyLength = HMACSHA256.HashSizeInBytes;

    private readonly ICookieSeal _seal;

    /// <summary>Creates a signer.</summary>
    /// <param name="keys">Random keys of at least <see cref="MinKeyLength"/> bytes. The first signs, all verify: a new key goes to the
    /// front, and an old one is taken away when its cookies have ended.</param>
    /// <exception cref="ArgumentException">There is no key, or one is too short.</exception>
    public CookieSigner(params IReadOnlyList<byte[]> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0)
            throw new ArgumentException("A signer needs a key.", nameof(keys));
        for (var index = 0; index < keys.Count; index++)
        {
            if (keys[index] is not { Length: >= MinKeyLength })
                throw new ArgumentException(
                    $"Key {index} is shorter than {MinKeyLength} bytes. RandomNumberGenerator.GetBytes({MinKeyLength}) makes one.",
                    nameof(keys));
        }

        _seal = new HmacSeal([.. keys.Select(key => (byte[])key.Clone())]);
    }

    /// <summary>Creates a signer for a host that has ASP.NET Core's Data Protection: its keys are kept, rotated and shared as the host is
    /// configured (<c>AddDataProtection</c>).</summary>
    /// <param name="provider">The provider; a service of the host.</param>
    public CookieSigner(IDataProtectionProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        _seal = new DataProtectionSeal(provider);
    }

    /// <summary>Creates a signer with a new random key, for tests and first steps. Nothing verifies its cookies after the process has
    /// ended.</summary>
    public static CookieSigner WithRandomKey() => new(RandomNumberGenerator.GetBytes(MinKeyLength));

    /// <summary>The clock. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Signs a value.</summary>
    /// <param name="name">The cookie's name.</param>
    /// <param name="value">The value.</param>
    /// <param name="expires">When it ends to be valid, to the second; null for never.</param>
    /// <returns>Letters, digits, <c>-</c>, <c>_</c> and <c>.</c> only.</returns>
    public string Sign(string name, string value, DateTimeOffset? expires = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return _seal.Close(name, value, expires?.ToUnixTimeSeconds());
    }

    /// <summary>Gives back what was signed.</summary>
    /// <param name="name">The cookie's name.</param>
    /// <param name="cookie">The cookie as it came back; any text.</param>
    /// <returns>The value, or null if it was not signed for this name by one of the keys, or has ended.</returns>
    public string? Verify(string name, string cookie)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(cookie);
        if (_seal.Open(name, cookie) is not { } opened || opened.Ends <= TimeProvider.GetUtcNow().ToUnixTimeSeconds())
            return null;
        return opened.Value;
    }
}
