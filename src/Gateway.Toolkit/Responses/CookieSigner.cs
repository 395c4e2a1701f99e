using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Toolkit;

/// <summary>Signs cookie values with HMAC-SHA-256 (RFC 2104), so that only this app can have made them. It does not hide them.</summary>
/// <remarks>The cookie's name and the time it ends are part of what is signed: a value cannot be moved to another cookie or kept for
/// longer. May be used concurrently.</remarks>
public sealed class CookieSigner
{
    /// <summary>The least length of a key, in bytes: that of the hash (RFC 2104, 3).</summary>
    public const int MinKeyLength = HMACSHA256.HashSizeInBytes;

    private readonly byte[][] _keys;

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

        _keys = [.. keys.Select(key => (byte[])key.Clone())];
    }

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
        var end = expires?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var payload = $"{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(value))}.{end}";
        return $"{payload}.{WebEncoders.Base64UrlEncode(Hash(_keys[0], name, payload))}";
    }

    /// <summary>Gives back what was signed.</summary>
    /// <param name="name">The cookie's name.</param>
    /// <param name="cookie">The cookie as it came back; any text.</param>
    /// <returns>The value, or null if it was not signed for this name by one of the keys, or has ended.</returns>
    public string? Verify(string name, string cookie)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(cookie);
        var end = cookie.LastIndexOf('.');
        if (end < 0 || Decode(cookie.AsSpan(end + 1)) is not { } signature)
            return null;

        var payload = cookie[..end];
        // Every key is tried, so that the time tells nothing of which one it was.
        var isGenuine = false;
        foreach (var key in _keys)
            isGenuine |= CryptographicOperations.FixedTimeEquals(Hash(key, name, payload), signature);
        return isGenuine ? Open(payload) : null;
    }

    private string? Open(string payload)
    {
        var dot = payload.IndexOf('.', StringComparison.Ordinal);
        var expires = payload.AsSpan(dot + 1);
        if (expires.Length > 0
            && long.Parse(
                expires, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) <= TimeProvider.GetUtcNow().ToUnixTimeSeconds())
            return null;
        return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(payload[..dot]));
    }

    // A name is a token, which holds no '=': two different pairs never make one text.
    private static byte[] Hash(byte[] key, string name, string payload) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{name}={payload}"));

    private static byte[]? Decode(ReadOnlySpan<char> signature)
    {
        // Base64url of a hash has one length; anything else is not worth decoding.
        const int EncodedLength = 43;
        if (signature.Length != EncodedLength)
            return null;
        try
        {
            return WebEncoders.Base64UrlDecode(signature.ToString());
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
