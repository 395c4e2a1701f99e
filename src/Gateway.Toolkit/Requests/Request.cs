using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>A view over an environ, with the names of HTTP: nothing is copied, and what middleware rewrites is seen.</summary>
/// <remarks>A part of a request that cannot be read surfaces as <see cref="BadRequestException"/>. Used by one thread at a time, like the
/// environ.</remarks>
/// <param name="environ">The environ.</param>
/// <param name="limits">How much of the request is taken; <see cref="RequestLimits.Default"/> unless given.</param>
/// <example>
/// <code>
/// static Response Search(Request request)
/// {
///     var words = request.Query.Get&lt;string&gt;("q"); // 400 if it is missing.
///     var page = request.Query.Get("page", 1);
///     return Response.Text($"Page {page} of what has {words}");
/// }
/// </code>
/// </example>
public sealed partial class Request(Environ environ, RequestLimits? limits = null)
{
    // The parsed values and their sources: when the environ has another source now, it is parsed again.
    private string? _queryText;
    private ParameterCollection? _query;
    private string? _cookieText;
    private IReadOnlyDictionary<string, string>? _cookies;

    /// <summary>The environ this is a view of.</summary>
    public Environ Environ { get; } = environ ?? throw new ArgumentNullException(nameof(environ));

    /// <summary>How much of the request is taken.</summary>
    public RequestLimits Limits { get; } = limits ?? RequestLimits.Default;

    /// <summary>The method (<c>REQUEST_METHOD</c>), as received.</summary>
    public string Method => Environ.RequestMethod;

    /// <summary>The path below <see cref="PathBase"/> (<c>PATH_INFO</c>): percent-decoded once, <c>%2F</c> kept.</summary>
    public string Path => Environ.PathInfo;

    /// <summary>Where the app is mounted (<c>SCRIPT_NAME</c>); empty at the root.</summary>
    public string PathBase => Environ.ScriptName;

    /// <summary>The parameters of the query (<c>QUERY_STRING</c>).</summary>
    /// <exception cref="BadRequestException">The query is malformed, or beyond the limits.</exception>
    public ParameterCollection Query
    {
        get
        {
            var text = Environ.QueryString;
            if (_query is null || _queryText != text)
                (_query, _queryText) = (ParameterReader.Read(text, Limits, "query"), text);
            return _query;
        }
    }

    /// <summary>The session, behind <see cref="Sessions"/>; the same as <see cref="SessionEnvironExtensions.Session"/>.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Sessions"/> is not in front of the app.</exception>
    public Session Session => Environ.Session();

    /// <summary>The headers with their types.</summary>
    public TypedRequestHeaders Headers => new(Environ);

    /// <summary>The cookies, decoded. Upper and lower case differ in names; of two with one name the first counts.
    /// A pair that cannot be read is left out: another app of the host may have set it.</summary>
    /// <exception cref="BadRequestException">The cookies are more than the limits allow.</exception>
    public IReadOnlyDictionary<string, string> Cookies
    {
        get
        {
            var text = Environ.Header(HeaderNames.Cookie) ?? "";
            if (_cookies is null || _cookieText != text)
                (_cookies, _cookieText) = (CookieReader.Read(text, Limits), text);
            return _cookies;
        }
    }

    /// <summary>The address of the client (<c>REMOTE_ADDR</c>), or null where there is none or it is no IP address. Behind a proxy it is
    /// the proxy's, unless middleware has put that right.</summary>
    public IPAddress? ClientAddress => IPAddress.TryParse(Environ.RemoteAddr, out var address) ? address : null;

    /// <summary>The URL of the request, rebuilt as PEP 3333 tells: nothing is encoded twice and <c>%2F</c> is kept.</summary>
    /// <exception cref="BadRequestException">The Host header is not a valid host.</exception>
    public Uri Url => UrlOf(Environ);

    /// <summary>The value of a header, or null. Repeats are joined with <c>,</c>.</summary>
    /// <param name="name">The header's name, in any case.</param>
    public string? Header(string name) => Environ.Header(name);

    /// <summary>A cookie that <see cref="Response.SetSignedCookie"/> has set.</summary>
    /// <param name="name">The cookie's name.</param>
    /// <param name="signer">Holds the keys.</param>
    /// <returns>Its value; null if there is none, or none that this app has signed, or it has ended.</returns>
    /// <exception cref="BadRequestException">The cookies are more than the limits allow.</exception>
    public string? SignedCookie(string name, CookieSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return Cookies.TryGetValue(name, out var signed) ? signer.Verify(name, signed) : null;
    }

    /// <summary>The URL of another path of this app, where this request was sent to. The host is the one the client named: where links
    /// outlive the response, allow known hosts only.</summary>
    /// <param name="path">The path below <see cref="PathBase"/>, decoded; <c>%2F</c> stays as it is.</param>
    /// <param name="query">The parameters of its query, decoded.</param>
    /// <returns>An absolute URL.</returns>
    /// <exception cref="ArgumentException">The path does not begin with a slash.</exception>
    /// <exception cref="BadRequestException">The Host header is not a valid host.</exception>
    public Uri UrlFor(string path, params IEnumerable<KeyValuePair<string, string?>> query)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith('/'))
            throw new ArgumentException($"The path '{path}' must begin with a slash.", nameof(path));

        // The environ of a request to that path has the URL of it.
        var target = new Environ { PathInfo = path, QueryString = QueryHelpers.AddQueryString("", query).TrimStart('?') };
        foreach (var key in UrlKeys)
        {
            if (Environ.TryGetValue(key, out var value))
                target[key] = value;
        }

        return UrlOf(target);
    }

    /// <summary>The best of what the app can give, by Accept (RFC 9110, 12.5.1): the highest quality first, then what the client names
    /// most precisely, then the app's own order.</summary>
    /// <param name="mediaTypes">The media types that the app can give, the best first.</param>
    /// <returns>One of them; null if the client wants none: 406. The first where there is no Accept.</returns>
    /// <exception cref="ArgumentException">One is not a media type.</exception>
    public string? Accepts(params ReadOnlySpan<string> mediaTypes) => Negotiation.SelectMediaType(Headers.Accept, mediaTypes);

    /// <summary>The best of the languages the app can give, by Accept-Language (RFC 9110, 12.5.4; RFC 4647, 3.3.1 basic
    /// filtering).</summary>
    /// <param name="languages">The language tags the app can give, the best first.</param>
    /// <returns>One of them; null if the client wants none. The first where there is no Accept-Language.</returns>
    public string? AcceptsLanguage(params ReadOnlySpan<string> languages) => Negotiation.SelectLanguage(Headers.AcceptLanguage, languages);

    /// <summary>Holds the conditions of this request against what is there (RFC 9110, 13.2.2). A GET's <see cref="Response"/> does so by
    /// itself; before a change, <see cref="RequirePreconditions"/> is shorter.</summary>
    /// <param name="etag">The entity tag of what is there, or null.</param>
    /// <param name="lastModified">When it last changed, or null.</param>
    /// <param name="exists">Whether there is anything.</param>
    /// <returns>Their result.</returns>
    /// <exception cref="BadRequestException">If-Match or If-None-Match is malformed.</exception>
    public Precondition EvaluatePreconditions(EntityTagHeaderValue? etag, DateTimeOffset? lastModified = null, bool exists = true) =>
        Preconditions.Evaluate(Environ, etag, lastModified, exists);

    /// <summary>Lets a change go ahead only if the conditions of this request hold (RFC 9110, 13.2.2).</summary>
    /// <param name="etag">The entity tag of what is there, or null.</param>
    /// <param name="lastModified">When it last changed, or null.</param>
    /// <param name="exists">Whether there is anything.</param>
    /// <exception cref="BadRequestException">They do not hold (412), or are malformed (400).</exception>
    public void RequirePreconditions(EntityTagHeaderValue? etag, DateTimeOffset? lastModified = null, bool exists = true)
    {
        if (EvaluatePreconditions(etag, lastModified, exists) == Precondition.Failed)
            throw new BadRequestException(
                (int)HttpStatusCode.PreconditionFailed, "What is there is not in the state that the request asks for.");
    }

    private static readonly string[] UrlKeys =
    [
        EnvironKeys.UrlScheme, "HTTP_HOST", EnvironKeys.ServerName, EnvironKeys.ServerPort, EnvironKeys.ScriptName,
    ];

    private static Uri UrlOf(Environ environ)
    {
        try
        {
            return environ.Url;
        }
        catch (UriFormatException malformed)
        {
            throw new BadRequestException("The header Host is not a host with an optional port (RFC 9110, 7.2).", malformed);
        }
    }
}
