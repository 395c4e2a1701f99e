using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Hosting;

/// <summary>The entries of an environ as text, without secrets: a screen is seen by others, and pages are pasted into reports.</summary>
internal static partial class EnvironTable
{
    private const int MaxLength = 2000;
    private const string Hidden = "(hidden)";

    private const string SecretNames =
        "pass|pwd|secret|token|key|auth|cookie|credential|session|signature|private|cert|dsn|connection_?string|sas";

    public static IEnumerable<(string Key, string Value)> Of(Environ environ) => environ
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => (entry.Key, IsSecret(entry.Key) ? Hidden : Text(entry.Value)));

    private static bool IsSecret(string key) => SecretKey().IsMatch(key) || SecretWord().IsMatch(key);

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => WithoutSecrets(text.Length <= MaxLength ? text : text[..MaxLength] + "…"),
        bool or int or long or (int, int) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        // The text of an object may be anything, request headers among them.
        _ => value.GetType().Name,
    };

    private static string WithoutSecrets(string text) =>
        SecretParameter().Replace(UserInfo().Replace(text, "${scheme}" + Hidden + "@"), "${start}${name}" + Hidden);

    [GeneratedRegex(SecretNames, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretKey();

    // Too short to be looked for inside other words.
    [GeneratedRegex("(^|_)(pw|pin|otp|jwt)($|_)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretWord();

    // RFC 3986, 3.2.1: everything between "//" and the last "@" of the authority.
    [GeneratedRegex(@"(?<scheme>[a-z][a-z0-9+.\-]*://)[^/?#\s]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    // Parameters of a query, of a fragment and of a connection string ("Host=db;Password=x"), and members of JSON.
    [GeneratedRegex(
        @"(?<start>^|[?&;#\s,{])(?<name>[^?&;#=:\s,{]*(" + SecretNames + @"|code|sig|state|nonce|otp|jwt)[^?&;#=:\s,{]*\s*[=:]\s*)"
        + @"(""[^""]*""|[^&;#]*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretParameter();
}
