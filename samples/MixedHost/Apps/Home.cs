using Gateway;

namespace MixedHost.Apps;

/// <summary>The site's own page, and nothing else: what is not here is an empty 404, for the status code pages in front to fill.</summary>
internal static class Home
{
    public static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        if (environ.PathInfo != "/")
        {
            startResponse("404 Not Found", []);
            return Body.Empty;
        }

        startResponse("200 OK", [("Content-Type", "text/plain; charset=utf-8")]);
        return Body.Text("A gateway app takes whatever no endpoint takes.\n");
    }
}
