using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Toolkit;

/// <summary>A value that can be read, and an HMAC-SHA-256 of it (RFC 2104). The first key signs, all verify.</summary>
internal sealed class HmacSeal(byte[][] keys) : ICookieSeal
{
    public string Close(string name, string value, long? ends)
    {
        var payload = $"{WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(value))}.{ends?.ToString(CultureInfo.InvariantCulture)}";
        return $"{payload}.{WebEncoders.Base64UrlEncode(Hash(keys[0], name, payload))}";
    }

    public (string Value, long? Ends)? Open(string name, string cookie)
    {
        var end = cookie.LastIndexOf('.');
        if (end < 0 || Decode(cookie.AsSpan(end + 1)) is not { } signature)
            return null;

        var payload = cookie[..end];
        // Every key is tried, so that the time tells nothing of which one it was.
        var isGenuine = false;
        foreach (var key in keys)
            isGenuine |= CryptographicOperations.FixedTimeEquals(Hash(key, name, payload), signature);
        return isGenuine ? Read(payload) : null;
    }

    private static (string Value, long? Ends) Read(string payload)
    {
        var dot = payload.IndexOf('.', StringComparison.Ordinal);
        var ends = payload.AsSpan(dot + 1);
        return (
            Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(payload[..dot])),
            ends.Length == 0 ? null : long.Parse(ends, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
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
