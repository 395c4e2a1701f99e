namespace Gateway.Testing.Hosting;

/// <summary>Makes the request with which a browser follows a redirect (RFC 9110, 15.4).</summary>
internal static class Redirect
{
    // These describe a body, which the next request does not have.
    private static readonly string[] ContentHeaders = ["Content-Type", "Content-Length", "Content-Encoding", "Content-Language"];

    public static GatewayRequest? Follow(GatewayRequest request, Uri url, GatewayResponse response)
    {
        if (response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers["Location"] is not { } location)
            return null;

        var next = new Uri(url, location);
        if (!string.Equals(next.Host, url.Host, StringComparison.OrdinalIgnoreCase))
            return null; // Another server's.

        // Clients do not send fragments (RFC 9110, 7.1).
        var target = next.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.Fragment, UriFormat.UriEscaped);
        var keepsMethod = response.StatusCode is 307 or 308 || request.Method is "GET" or "HEAD"
            || (response.StatusCode is 301 or 302 && request.Method != "POST");
        if (keepsMethod)
        {
            return request.ContentStream is null
                ? request with { Target = target }
                : throw new InvalidOperationException(
                    $"The redirect {response.Status} needs the body again, but a stream cannot be sent twice; set Content instead.");
        }

        return new GatewayRequest("GET", target)
        {
            Headers = [.. request.Headers.Where(header => !ContentHeaders.Contains(header.Name, StringComparer.OrdinalIgnoreCase))],
            Protocol = request.Protocol,
        };
    }
}
