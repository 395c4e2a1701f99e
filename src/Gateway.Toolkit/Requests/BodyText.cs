using System.Net;
using System.Text;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>A body as text or JSON: whether it says that it is, and whether it is.</summary>
internal static class BodyText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void RequireJson(Request request)
    {
        RequireIdentity(request);
        // The way of nearly every request, without parsing.
        if (request.Environ.ContentType is "application/json" or "application/json; charset=utf-8")
            return;
        var isJson = MediaTypeHeaderValue.TryParse(request.Environ.ContentType, out var type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && IsUtf8(type.Charset);
        if (!isJson)
            throw Unsupported("The body must be JSON in UTF-8, with Content-Type: application/json.");
    }

    public static void RequireIdentity(Request request)
    {
        if (request.Header(HeaderNames.ContentEncoding) is not (null or "" or "identity"))
            throw Unsupported("The body must come as it is, without Content-Encoding.");
    }

    public static Encoding EncodingOf(Request request)
    {
        RequireIdentity(request);
        return EncodingOf(request.Headers.ContentType?.Charset ?? default);
    }

    /// <summary>Tells whether a charset is UTF-8, which it is when it is missing.</summary>
    public static bool IsUtf8(StringSegment charset) =>
        !charset.HasValue || HeaderUtilities.RemoveQuotes(charset).Value?.ToUpperInvariant() is "UTF-8" or "UTF8";

    /// <summary>The encoding of a charset; UTF-8 if there is none.</summary>
    /// <exception cref="BadRequestException">The charset is not known (415).</exception>
    public static Encoding EncodingOf(StringSegment charset)
    {
        if (IsUtf8(charset))
            return Utf8;
        try
        {
            return Encoding.GetEncoding(
                HeaderUtilities.RemoveQuotes(charset).ToString(), EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw Unsupported("The charset of the body is not known here; send UTF-8.");
        }
    }

    public static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    public static string Decode(ReadOnlySpan<byte> bytes, Encoding? encoding = null)
    {
        try
        {
            return encoding is null or UTF8Encoding ? Utf8.GetString(WithoutByteOrderMark(bytes)) : encoding.GetString(bytes);
        }
        catch (DecoderFallbackException malformed)
        {
            throw new BadRequestException($"The text is not {(encoding ?? Utf8).WebName.ToUpperInvariant()}.", malformed);
        }
    }

    public static BadRequestException Unsupported(string reason) => new((int)HttpStatusCode.UnsupportedMediaType, reason);
}
