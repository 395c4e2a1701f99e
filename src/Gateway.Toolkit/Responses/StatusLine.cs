using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Toolkit;

/// <summary>Status lines as start_response takes them. Each is built once.</summary>
internal static class StatusLine
{
    private static readonly string?[] Lines = new string?[600];

    public static string Of(int statusCode) =>
        (uint)statusCode < (uint)Lines.Length ? Lines[statusCode] ??= Build(statusCode) : Build(statusCode);

    /// <summary>The reason phrase; never empty, because a status line needs one.</summary>
    public static string Reason(int statusCode) => statusCode switch
    {
        // The framework has the names of RFC 7231 and RFC 4918.
        413 => "Content Too Large",
        422 => "Unprocessable Content",
        _ => ReasonPhrases.GetReasonPhrase(statusCode) is { Length: > 0 } reason ? reason : "Unknown",
    };

    private static string Build(int statusCode) => $"{statusCode.ToString(CultureInfo.InvariantCulture)} {Reason(statusCode)}";
}
