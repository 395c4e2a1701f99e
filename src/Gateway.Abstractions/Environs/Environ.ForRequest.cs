using System.Globalization;

namespace Gateway;

public partial class Environ
{
    /// <summary>A complete environ for a test, what <c>wsgiref.util.setup_testing_defaults</c> is to Python.</summary>
    /// <param name="method">The request method.</param>
    /// <param name="target">A path with an optional query, percent-encoded (<c>/articles?page=2</c>), or a whole http or https URL.</param>
    /// <param name="body">The request body; where it is not empty, <c>CONTENT_LENGTH</c> is set.</param>
    /// <returns>An environ of a request from 127.0.0.1 over HTTP/1.1.</returns>
    /// <exception cref="ArgumentException">The method is empty, or the target is neither a path nor such a URL.</exception>
    /// <example>
    /// <code>
    /// var environ = Environ.ForRequest("POST", "/articles?draft=1", "The text."u8.ToArray());
    /// </code>
    /// </example>
    public static Environ ForRequest(string method = "GET", string target = "/", ReadOnlyMemory<byte> body = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(target);

        var url = ParseTarget(target, out var pathAndQuery);
        var queryStart = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        // A header is ASCII: an international name goes as punycode. IdnHost would take the brackets off an IPv6 address.
        var host = url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost;
        var authority = url.IsDefaultPort ? host : host + ":" + url.Port.ToString(CultureInfo.InvariantCulture);

        var headers = new List<(string Name, string Value)> { ("Host", authority) };

        var environ = new Environ
        {
            [EnvironKeys.RequestMethod] = method,
            [EnvironKeys.ScriptName] = "",
            [EnvironKeys.PathInfo] = PathCoding.Decode(queryStart < 0 ? pathAndQuery : pathAndQuery[..queryStart]),
            [EnvironKeys.QueryString] = queryStart < 0 ? "" : pathAndQuery[(queryStart + 1)..],
            [EnvironKeys.RequestUri] = pathAndQuery,
            [EnvironKeys.RawUri] = pathAndQuery,
            [EnvironKeys.ServerName] = host,
            [EnvironKeys.ServerPort] = url.Port.ToString(CultureInfo.InvariantCulture),
            [EnvironKeys.ServerProtocol] = "HTTP/1.1",
            [EnvironKeys.RemoteAddr] = "127.0.0.1",
            ["HTTP_HOST"] = authority,
            [EnvironKeys.RawHeaders] = headers,
            [EnvironKeys.Version] = (1, 0),
            [EnvironKeys.UrlScheme] = url.Scheme,
            [EnvironKeys.Input] = new MemoryStream(body.ToArray(), writable: false),
            [EnvironKeys.InputTerminated] = true,
            [EnvironKeys.Errors] = new StringWriter(CultureInfo.InvariantCulture),
            [EnvironKeys.MultiThread] = false,
            [EnvironKeys.MultiProcess] = false,
            [EnvironKeys.RunOnce] = false,
            [EnvironKeys.FileWrapper] = FileWrapper,
            [EnvironKeys.RequestAborted] = CancellationToken.None,
            [EnvironKeys.Stopping] = CancellationToken.None,
            [EnvironKeys.ResponseFinished] = new List<Func<Environ, string?, Exception?, ValueTask>>(),
        };
        if (!body.IsEmpty)
        {
            environ.ContentLength = body.Length;
            headers.Add(("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
        }

        if (url.Scheme == "https")
            environ[EnvironKeys.Https] = "on";
        return environ;
    }

    /// <summary>For hosts: the value of <c>wsgi.file_wrapper</c>.</summary>
    protected internal static readonly Func<Stream, int, Body> FileWrapper = static (stream, blockSize) => Body.Stream(stream, blockSize);

    private static Uri ParseTarget(string target, out string pathAndQuery)
    {
        if (target == "*")
        {
            pathAndQuery = target;
            return new Uri("http://127.0.0.1/");
        }

        if (target.StartsWith('/') && Uri.TryCreate("http://127.0.0.1" + target, UriKind.Absolute, out var url))
        {
            pathAndQuery = target;
            return url;
        }

        if (Uri.TryCreate(target, UriKind.Absolute, out url) && url.Scheme is "http" or "https")
        {
            pathAndQuery = url!.PathAndQuery;
            return url;
        }

        throw new ArgumentException(
            $"The target '{target}' is neither a path beginning with '/' nor an http or https URL.", nameof(target));
    }
}
