namespace Gateway.Toolkit.Tests;

/// <summary>Requests with forwarded headers, and what <see cref="ProxyFix"/> makes of them.</summary>
public abstract class ProxyFixTest
{
    private protected static void All(ProxyFixOptions options) =>
        options.Headers = ProxyHeaders.For | ProxyHeaders.Proto | ProxyHeaders.Host | ProxyHeaders.Port | ProxyHeaders.Prefix;

    private protected static Environ Request(string? peer, params (string Name, string Value)[] headers)
    {
        var environ = Environ.ForRequest("GET", "/x");
        environ.RemoteAddr = peer;
        foreach (var (name, value) in headers)
            environ[EnvironKeys.ForHeader(name)!] = value;
        environ[EnvironKeys.RawHeaders] = headers.ToList();
        return environ;
    }

    /// <summary>Gives the answer's status; null where the app was called.</summary>
    private protected static string? Fix(Environ environ, Action<ProxyFixOptions> configure)
    {
        GatewayApp app = (_, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Empty;
        };
        string? status = null;
        app.Use(Lint.Check).Use(new ProxyFix(configure))(environ, (line, _, _) =>
        {
            status = line;
            return new Nowhere();
        });
        return status == "200 OK" ? null : status;
    }

    private protected static IEnumerable<ReadOnlyMemory<byte>> Show(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text(
            $"{environ.RemoteAddr}:{(environ.TryGetValue(EnvironKeys.RemotePort, out var port) ? port : "")} "
                + $"{environ.UrlScheme} {environ.Url} {environ.ServerName}:{environ.ServerPort}");
    }

    private protected sealed class Nowhere : IBodyWriter
    {
        public void Write(ReadOnlySpan<byte> block)
        {
        }
    }
}
