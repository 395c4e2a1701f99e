using System.Net.Http.Headers;
using Microsoft.Net.Http.Headers;
using CacheControlHeaderValue = Microsoft.Net.Http.Headers.CacheControlHeaderValue;
using EntityTagHeaderValue = Microsoft.Net.Http.Headers.EntityTagHeaderValue;
using MediaTypeHeaderValue = Microsoft.Net.Http.Headers.MediaTypeHeaderValue;
using RangeConditionHeaderValue = Microsoft.Net.Http.Headers.RangeConditionHeaderValue;
using RangeHeaderValue = Microsoft.Net.Http.Headers.RangeHeaderValue;
using StringWithQualityHeaderValue = Microsoft.Net.Http.Headers.StringWithQualityHeaderValue;

namespace Gateway.Toolkit;

/// <summary>The headers of a request with their types, read from the environ at every access.</summary>
/// <remarks>A header that is malformed gives <see cref="BadRequestException"/>. Two kinds do not: dates, which RFC 9110 (13.1.3, 13.1.4)
/// has ignored where they are none,
/// and preferences (<c>Accept…</c>), of which what cannot be read is left out: a wish is no order.</remarks>
/// <param name="environ">The environ.</param>
public readonly struct TypedRequestHeaders(Environ environ)
{
    /// <summary>The value of a header, or null. Repeats are joined with <c>,</c>.</summary>
    /// <param name="name">The header's name, in any case.</param>
    public string? this[string name] => environ.Header(name);

    /// <summary>Accept (RFC 9110, 12.5.1); empty if there is none.</summary>
    public IList<MediaTypeHeaderValue> Accept => Preferences<MediaTypeHeaderValue>(HeaderNames.Accept, MediaTypeHeaderValue.TryParseList);

    /// <summary>Accept-Encoding (RFC 9110, 12.5.3); empty if there is none.</summary>
    public IList<StringWithQualityHeaderValue> AcceptEncoding =>
        Preferences<StringWithQualityHeaderValue>(HeaderNames.AcceptEncoding, StringWithQualityHeaderValue.TryParseList);

    /// <summary>Accept-Language (RFC 9110, 12.5.4); empty if there is none.</summary>
    public IList<StringWithQualityHeaderValue> AcceptLanguage =>
        Preferences<StringWithQualityHeaderValue>(HeaderNames.AcceptLanguage, StringWithQualityHeaderValue.TryParseList);

    /// <summary>Authorization (RFC 9110, 11.6.2), or null.</summary>
    public AuthenticationHeaderValue? Authorization =>
        environ.Header(HeaderNames.Authorization) is not { } text ? null
        : AuthenticationHeaderValue.TryParse(text, out var value) ? value
        : throw Malformed(HeaderNames.Authorization);

    /// <summary>Cache-Control (RFC 9111, 5.2), or null.</summary>
    public CacheControlHeaderValue? CacheControl =>
        environ.Header(HeaderNames.CacheControl) is not { } text ? null
        : CacheControlHeaderValue.TryParse(text, out var value) ? value
        : throw Malformed(HeaderNames.CacheControl);

    /// <summary>Content-Type (RFC 9110, 8.3), or null.</summary>
    public MediaTypeHeaderValue? ContentType =>
        environ.ContentType is not { Length: > 0 } text ? null
        : MediaTypeHeaderValue.TryParse(text, out var value) ? value
        : throw Malformed(HeaderNames.ContentType);

    /// <summary>Host (RFC 9110, 7.2) as it came, or null.</summary>
    public string? Host => environ.Header(HeaderNames.Host);

    /// <summary>If-Match (RFC 9110, 13.1.1), or null.</summary>
    public IList<EntityTagHeaderValue>? IfMatch => Tags(HeaderNames.IfMatch);

    /// <summary>If-None-Match (RFC 9110, 13.1.2), or null.</summary>
    public IList<EntityTagHeaderValue>? IfNoneMatch => Tags(HeaderNames.IfNoneMatch);

    /// <summary>If-Modified-Since (RFC 9110, 13.1.3); null also where it is no date.</summary>
    public DateTimeOffset? IfModifiedSince => Date(HeaderNames.IfModifiedSince);

    /// <summary>If-Unmodified-Since (RFC 9110, 13.1.4); null also where it is no date.</summary>
    public DateTimeOffset? IfUnmodifiedSince => Date(HeaderNames.IfUnmodifiedSince);

    /// <summary>If-Range (RFC 9110, 13.1.5), or null.</summary>
    public RangeConditionHeaderValue? IfRange =>
        environ.Header(HeaderNames.IfRange) is not { } text ? null
        : RangeConditionHeaderValue.TryParse(text, out var value) ? value
        : throw Malformed(HeaderNames.IfRange);

    /// <summary>Range (RFC 9110, 14.2), or null. A <see cref="Response"/> answers it by itself.</summary>
    public RangeHeaderValue? Range =>
        environ.Header(HeaderNames.Range) is not { } text ? null
        : RangeReading.TryParse(text, out var value) ? value
        : throw Malformed(HeaderNames.Range);

    /// <summary>Referer (RFC 9110, 10.1.3), or null; relative where it came so.</summary>
    public Uri? Referer =>
        environ.Header(HeaderNames.Referer) is not { } text ? null
        : Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var value) ? value
        : throw Malformed(HeaderNames.Referer);

    /// <summary>User-Agent (RFC 9110, 10.1.5) as it came, or null.</summary>
    public string? UserAgent => environ.Header(HeaderNames.UserAgent);

    private delegate bool TryParseList<T>(IList<string>? input, out IList<T>? values);

    private IList<T> Preferences<T>(string name, TryParseList<T> tryParse) =>
        environ.Header(name) is { Length: > 0 } text && tryParse([text], out var values) ? values! : [];

    private IList<EntityTagHeaderValue>? Tags(string name) =>
        environ.Header(name) is not { } text ? null
        : EntityTagHeaderValue.TryParseStrictList([text], out var tags) && tags.Count > 0 ? tags
        : throw Malformed(name);

    private DateTimeOffset? Date(string name) =>
        environ.Header(name) is { } text && HeaderUtilities.TryParseDate(text, out var date) ? date : null;

    private static BadRequestException Malformed(string name) => new($"The header {name} is malformed.");
}
