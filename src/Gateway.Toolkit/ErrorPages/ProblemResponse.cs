using Gateway.Hosting;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>The toolkit's own error responses: a small page where the client is a browser, problem details (RFC 9457) elsewhere.</summary>
internal static class ProblemResponse
{
    /// <summary>The response of the toolkit to a request's own fault.</summary>
    public static Response Of(BadRequestException fault, Environ environ) => fault.ToResponse().For(environ);

    /// <summary>Returns the same response as a page if it is a problem of the toolkit and the client prefers HTML.</summary>
    public static Response For(this Response response, Environ environ)
    {
        // An app that replaced the response, or gave it members of its own, has decided what its clients get.
        if (response.Words is not { } words || response.ContentType != ContentTypes.Problem)
            return response;
        if (!PrefersHtml(environ))
            return VariesByAccept(response) ? response : response.Copy().With(HeaderNames.Vary, HeaderNames.Accept);

        var page = Response.Html(ProblemPage.Render(response.StatusCode, words.Title, words.Detail), response.StatusCode);
        foreach (var (name, value) in response.Headers)
        {
            if (!name.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase))
                page.Headers.Add((name, value));
        }

        if (!VariesByAccept(page))
            page.Headers.Add((HeaderNames.Vary, HeaderNames.Accept));
        return page.With(HeaderNames.ContentSecurityPolicy, ProblemPage.SecurityPolicy).With(HeaderNames.XContentTypeOptions, "nosniff");
    }

    /// <summary>The media type that the client likes best, or null. An invalid Accept header states no preference.</summary>
    public static string? Preference(Environ environ, params ReadOnlySpan<string> offers)
    {
        try
        {
            return new Request(environ).Accepts(offers);
        }
        catch (BadRequestException)
        {
            return null;
        }
    }

    // A browser names HTML. Most programs do not, so their header need not be parsed.
    public static bool PrefersHtml(Environ environ) =>
        environ.Header("Accept") is { } accept && accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && Preference(environ, ContentTypes.Problem, ContentTypes.Json, "text/html") == "text/html";

    private static bool VariesByAccept(Response response) => response.Headers[HeaderNames.Vary] == HeaderNames.Accept;
}
