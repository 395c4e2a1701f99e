using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

// Headers with a type. They read through to the list at every access.
public sealed partial class Response
{
    /// <summary>Content-Type (RFC 9110, 8.3).</summary>
    public string? ContentType
    {
        get => Headers[HeaderNames.ContentType];
        set => Headers[HeaderNames.ContentType] = value;
    }

    /// <summary>ETag (RFC 9110, 8.8.3); null also where the header is not one.</summary>
    public EntityTagHeaderValue? ETag
    {
        get => EntityTagHeaderValue.TryParse(Headers[HeaderNames.ETag], out var tag) ? tag : null;
        set => Headers[HeaderNames.ETag] = value?.ToString();
    }

    /// <summary>Last-Modified, to the second (RFC 9110, 8.8.2); null also where the header is no date.</summary>
    public DateTimeOffset? LastModified
    {
        get => HeaderUtilities.TryParseDate(Headers[HeaderNames.LastModified], out var date) ? date : null;
        set => Headers[HeaderNames.LastModified] = Validators.NotLater(value) is { } date ? HeaderUtilities.FormatDate(date) : null;
    }

    /// <summary>Cache-Control (RFC 9111, 5.2); null also where the header is malformed.</summary>
    public CacheControlHeaderValue? CacheControl
    {
        get => CacheControlHeaderValue.TryParse(Headers[HeaderNames.CacheControl], out var value) ? value : null;
        set => Headers[HeaderNames.CacheControl] = value?.ToString();
    }

    /// <summary>Location (RFC 9110, 10.2.2). What a URL may not hold is percent-encoded when it is set.</summary>
    public string? Location
    {
        get => Headers[HeaderNames.Location];
        set => Headers[HeaderNames.Location] = value is null ? null : LocationEncoding.Encode(value);
    }

    /// <summary>Adds a header, in one expression with the making of the response.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>This response.</returns>
    public Response With(string name, string value)
    {
        Headers.Add((name, value));
        return this;
    }

    /// <summary>Has browsers save the body instead of showing it (RFC 6266).</summary>
    /// <param name="fileName">The name to offer. Any text: what a header may not hold is encoded (RFC 8187).</param>
    /// <returns>This response.</returns>
    public Response AsDownload(string fileName)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        Headers[HeaderNames.ContentDisposition] = disposition.ToString();
        return this;
    }

    /// <summary>Sets a cookie. Any text may be its value: what a cookie may not hold is percent-encoded, and
    /// <see cref="Request.Cookies"/> decodes it.</summary>
    /// <param name="name">The cookie's name, a token.</param>
    /// <param name="value">Its value.</param>
    /// <param name="options">Where it goes and how long it lives; see <see cref="SetCookieOptions"/> for what holds otherwise.</param>
    /// <returns>This response.</returns>
    /// <exception cref="ArgumentException">Browsers would ignore such a cookie, or the name is not a token.</exception>
    public Response SetCookie(string name, string value, SetCookieOptions? options = null) =>
        With(HeaderNames.SetCookie, CookieWriting.Set(name, value, options));

    /// <summary>Sets a cookie that only this app can have made; <see cref="Request.SignedCookie"/> reads it. Its end is signed with
    /// it.</summary>
    /// <param name="name">The cookie's name, a token.</param>
    /// <param name="value">Its value; any text. The client can read it.</param>
    /// <param name="signer">Holds the keys.</param>
    /// <param name="options">Where it goes and how long it lives.</param>
    /// <returns>This response.</returns>
    /// <exception cref="ArgumentException">Browsers would ignore such a cookie, or the name is not a token.</exception>
    public Response SetSignedCookie(string name, string value, CookieSigner signer, SetCookieOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var expires = options?.MaxAge is { } age ? signer.TimeProvider.GetUtcNow() + age : options?.Expires;
        return SetCookie(name, signer.Sign(name, value, expires), options);
    }

    /// <summary>Has the browser forget a cookie.</summary>
    /// <param name="name">The cookie's name.</param>
    /// <param name="options">The path and domain it was set with.</param>
    /// <returns>This response.</returns>
    public Response DeleteCookie(string name, SetCookieOptions? options = null) =>
        With(HeaderNames.SetCookie, CookieWriting.Delete(name, options));
}
