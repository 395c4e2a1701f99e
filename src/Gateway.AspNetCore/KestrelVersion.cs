using System.Reflection;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.AspNetCore;

/// <summary>Tells whether the Kestrel of this process lacks the fix for CVE-2025-55315:
/// request smuggling by line ends inside chunk extensions.</summary>
internal static class KestrelVersion
{
    // https://github.com/dotnet/announcements/issues/371: 10.0.0-rc.1 and older, 9.0.9 and older, 8.0.20 and older are affected.
    private static readonly Version FirstFixed10 = new(10, 0, 0);
    private static readonly Version FirstFixed9 = new(9, 0, 10);
    private static readonly Version FirstFixed8 = new(8, 0, 21);

    public static string Current { get; } =
        typeof(KestrelServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <param name="version">An informational version, like <c>10.0.0-rc.1.25451.107+abcdef</c>.</param>
    /// <returns>Whether this version is affected; false where the text is not a version.</returns>
    public static bool IsVulnerable(string version)
    {
        var parts = version.Split('+')[0].Split('-', 2);
        if (!Version.TryParse(parts[0], out var number))
            return false;
        if (number.Major >= 10)
            return number == FirstFixed10 && parts.Length == 2 && IsBeforeRc2(parts[1]);
        return number < (number.Major == 9 ? FirstFixed9 : FirstFixed8);
    }

    private static bool IsBeforeRc2(string label) =>
        label.StartsWith("alpha", StringComparison.Ordinal)
            || label.StartsWith("preview", StringComparison.Ordinal) || label.StartsWith("rc.1.", StringComparison.Ordinal);
}
