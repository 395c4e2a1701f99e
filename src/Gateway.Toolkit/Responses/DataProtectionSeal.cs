using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Toolkit;

/// <summary>A value that ASP.NET Core's Data Protection has encrypted. The cookie's name is a purpose, so the value cannot be
/// moved.</summary>
internal sealed class DataProtectionSeal(IDataProtectionProvider provider) : ICookieSeal
{
    private const string Purpose = "Gateway.Toolkit.CookieSigner";

    public string Close(string name, string value, long? ends) => WebEncoders.Base64UrlEncode(
        Protector(name).Protect(Encoding.UTF8.GetBytes($"{ends?.ToString(CultureInfo.InvariantCulture)}.{value}")));

    public (string Value, long? Ends)? Open(string name, string cookie)
    {
        string text;
        try
        {
            text = Encoding.UTF8.GetString(Protector(name).Unprotect(WebEncoders.Base64UrlDecode(cookie)));
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null; // Of another key, another cookie or somebody else.
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var ends = text.AsSpan(0, dot);
        return (
            text[(dot + 1)..], ends.Length == 0 ? null : long.Parse(ends, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private IDataProtector Protector(string name) => provider.CreateProtector(Purpose).CreateProtector(name);
}
