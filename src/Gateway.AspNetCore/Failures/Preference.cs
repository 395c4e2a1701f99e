using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Failures;

/// <summary>The form of an error response that the client prefers.</summary>
internal static class Preference
{
    /// <summary>Returns the first of the media types that the client likes best; null if it accepts none of them.</summary>
    public static string? Of(HttpRequest request, ReadOnlySpan<string> offers) =>
        Negotiation.SelectMediaType(request.GetTypedHeaders().Accept, offers);
}
