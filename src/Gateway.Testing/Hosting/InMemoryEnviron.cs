using System.Globalization;
using Gateway.Hosting;

namespace Gateway.Testing.Hosting;

/// <summary>The environ of a request to this host.</summary>
internal static class InMemoryEnviron
{
    private static readonly string ServerSoftware = "Gateway.Testing/" + typeof(InMemoryEnviron).Assembly.GetName().Version!.ToString(3);

    public static Environ Create(GatewayRequest request, RequestTarget target)
    {
        var environ = Environ.ForRequest(request.Method, target.PathAndQuery);
        var authority = request.Headers.FirstOrDefault(header => header.Name.Equals("Host", StringComparison.OrdinalIgnoreCase)).Value
            ?? target.Url.Authority;
        environ.PathInfo = WithoutDotSegments(environ.PathInfo);
        environ.ServerName = HostOf(authority) is { Length: > 0 } host ? host : target.Url.Host;
        environ.ServerPort = target.Url.Port;
        environ.ServerProtocol = request.Protocol;
        environ.UrlScheme = target.Url.Scheme;
        environ[EnvironKeys.RemotePort] = "50000";
        environ[EnvironKeys.ServerSoftware] = ServerSoftware;
        environ[EnvironKeys.GatewayInterface] = "CGI/1.1";
        environ[EnvironKeys.MultiThread] = true;
        if (target.Url.Scheme == "https")
            environ[EnvironKeys.Https] = "on";
        AddHeaders(environ, request, authority);
        return environ;
    }

    private static void AddHeaders(Environ environ, GatewayRequest request, string authority)
    {
        var headers = new List<(string Name, string Value)>(request.Headers);
        if (!Has(headers, "Host"))
            headers.Insert(0, ("Host", authority));
        if (request.ContentStream is not null && !Has(headers, "Content-Length") && !Has(headers, "Transfer-Encoding"))
            headers.Add(("Transfer-Encoding", "chunked"));
        else if (request.ContentStream is null && !request.Content.IsEmpty && !Has(headers, "Content-Length"))
            headers.Add(("Content-Length", request.Content.Length.ToString(CultureInfo.InvariantCulture)));

        environ.Remove("HTTP_HOST");
        environ[EnvironKeys.RawHeaders] = headers;
        var isChunked = Has(headers, "Transfer-Encoding");
        foreach (var (name, value) in headers)
        {
            if (!isChunked || !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                HeaderEntries.Add(environ, name, value);
        }
    }

    private static bool Has(List<(string Name, string Value)> headers, string name) =>
        headers.Exists(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string HostOf(string authority)
    {
        var port = authority.LastIndexOf(':');
        return port < 0 || authority.EndsWith(']') ? authority : authority[..port];
    }

    // RFC 3986, 5.2.4. Servers do this after decoding, so that authorization and routing see the same path.
    private static string WithoutDotSegments(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal))
            return path;

        var kept = new List<string>();
        var segments = path.Split('/');
        for (var index = 1; index < segments.Length; index++)
        {
            var isLast = index == segments.Length - 1;
            if (segments[index] is not ("." or ".."))
            {
                kept.Add(segments[index]);
                continue;
            }

            if (segments[index] == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            if (isLast)
                kept.Add("");
        }

        return "/" + string.Join('/', kept);
    }
}
