using System.Globalization;
using System.Text;
using Gateway;

namespace OneApp;

/// <summary>The one app of its assembly.</summary>
public static class Site
{
    public static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> App(Environ environ, StartResponse startResponse)
    {
        if (environ.PathInfo == "/fail")
            throw new InvalidOperationException("deliberate");
        if (environ.PathInfo == "/headerless")
            return Body.Empty; // A mistake that only the linter or a client sees.
        if (environ.PathInfo.StartsWith("/wait", StringComparison.Ordinal))
            await Task.Delay(Timeout.Infinite, environ.RequestAborted);
        if (environ.PathInfo == "/slow")
            return Slow(environ, startResponse);

        var read = 0;
        var buffer = new byte[4096];
        while (await environ.Input.ReadAsync(buffer, environ.RequestAborted) is > 0 and var length)
            read += length;
        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return Body.Text(string.Create(CultureInfo.InvariantCulture, $"""
            path={environ.PathInfo}
            script={environ.ScriptName}
            scheme={environ.UrlScheme}
            protocol={environ.ServerProtocol}
            remote={environ.RemoteAddr}
            port={Entry(environ, EnvironKeys.RemotePort)}
            read={read}
            client={Entry(environ, EnvironKeys.SslClientSubject)}
            asked={Entry(environ, EnvironKeys.SslServerName)}
            setting={Environment.GetEnvironmentVariable("ONE_APP_SETTING")}

            """));
    }

    private static object Entry(Environ environ, string key) => environ.TryGetValue(key, out var value) && value is not null
        ? value : "absent";

    // Tells that it has begun, and ends when the server begins to stop: a request that is under way then for certain.
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Slow(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        yield return Encoding.UTF8.GetBytes("begun\n");
        var stopping = (CancellationToken)environ[EnvironKeys.Stopping]!;
        await Task.Delay(Timeout.Infinite, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (environ.QueryString == "for=ever")
            await Task.Delay(Timeout.Infinite, environ.RequestAborted);
        yield return Encoding.UTF8.GetBytes("ended\n");
    }
}
