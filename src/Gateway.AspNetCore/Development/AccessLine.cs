using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Development;

/// <summary>A request in one line, in the combined log format. What the client sent is escaped, so that no request writes a line of its own or ends a field.</summary>
internal static class AccessLine
{
    // The status is given, because a request that failed has another than the response that never was.
    public static string Format(HttpContext context, int statusCode)
    {
        var request = context.Request;
        var line = new StringBuilder(160);
        line.Append(context.Connection.RemoteIpAddress?.ToString() ?? "-").Append(" - ");
        Field(line, context.User.Identity?.Name, quote: false);
        line.Append(DateTime.UtcNow.ToString(" [dd/MMM/yyyy:HH:mm:ss +0000] ", CultureInfo.InvariantCulture)).Append('"');
        Escape(line, request.Method);
        line.Append(' ');
        Escape(line, Target(context));
        line.Append(' ');
        Escape(line, request.Protocol);
        line.Append("\" ").Append(CultureInfo.InvariantCulture, $"{statusCode} ");
        line.Append(context.Response.ContentLength?.ToString(CultureInfo.InvariantCulture) ?? "-").Append(' ');
        Field(line, request.Headers.Referer, quote: true);
        line.Append(' ');
        Field(line, request.Headers.UserAgent, quote: true);
        return line.ToString();
    }

    /// <summary>The request target as it was received.</summary>
    public static string Target(HttpContext context) => context.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } target ? target : context.Request.Path + context.Request.QueryString;

    private static void Field(StringBuilder line, string? value, bool quote)
    {
        if (quote)
            line.Append('"');
        if (string.IsNullOrEmpty(value))
            line.Append('-');
        else
            Escape(line, quote ? value : value.Replace(' ', '+')); // Only quotes keep a space within a field.
        if (quote)
            line.Append('"');
    }

    private static void Escape(StringBuilder line, string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                line.Append('\\').Append((char)rune.Value);
            else if (rune.Value is >= ' ' and < 0x7f)
                line.Append((char)rune.Value);
            else
                Append(line, rune);
        }
    }

    private static void Append(StringBuilder line, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var part in bytes[..rune.EncodeToUtf8(bytes)])
            line.Append(CultureInfo.InvariantCulture, $"\\x{part:X2}");
    }
}
