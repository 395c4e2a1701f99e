using System.Globalization;

namespace Gateway.Toolkit;

/// <summary>The entries of an environ as text, without what nobody should see on a screen.</summary>
internal static class EnvironTable
{
    private const int MaxLength = 2000;

    private static readonly string[] Secrets =
    [
        "AUTH", "COOKIE", "TOKEN", "SECRET", "PASSWORD", "KEY", "SIGNATURE", "CREDENTIAL", "SESSION",
    ];

    public static IEnumerable<(string Key, string Value)> Of(Environ environ) => environ
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => (entry.Key, Array.Exists(Secrets, secret => entry.Key.Contains(secret, StringComparison.OrdinalIgnoreCase))
            ? "(hidden)" : Text(entry.Value)));

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => text.Length <= MaxLength ? text : text[..MaxLength] + "…",
        bool or int or long or (int, int) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        // The text of an object may be anything, request headers among them.
        _ => value.GetType().Name,
    };
}
