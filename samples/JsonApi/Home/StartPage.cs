using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Gateway;
using Gateway.Toolkit;

namespace JsonApi;

/// <summary>The page at <c>/</c>: what this is, what to try, and the environ of the very request that asked for it.</summary>
internal static class StartPage
{
    private static readonly (string Path, string What)[] Links =
    [
        ("/articles", "the articles, newest first"),
        ("/articles?page=1&size=5", "the first five"),
        ("/articles/1", "one of them"),
        ("/healthz", "whether the app can do its work"),
    ];

    public static Response Show(Request request)
    {
        // What takes anything, as curl does, gets text; a browser names HTML.
        var response = request.Accepts("text/plain", "text/html") switch
        {
            "text/html" => Response.Html(Page(request)),
            "text/plain" => Response.Text(Summary(request)),
            _ => Response.Problem(406, "This page is text/html or text/plain."),
        };
        return response
            .With("Vary", "Accept")
            .With("Cache-Control", "no-store")
            .With("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    }

    private static string Summary(Request request)
    {
        var lines = Links.Select(link => $"{request.UrlFor("/")}{link.Path[1..]}  {link.What}");
        return $"JsonApi: articles over HTTP. Try:\n{string.Join('\n', lines)}\n";
    }

    private static string Page(Request request)
    {
        var root = request.UrlFor("/").AbsoluteUri;
        var html = new StringBuilder();
        html.Append(null, $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>JsonApi</title>
            <style>
            :root { color-scheme: light dark }
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 50rem; padding: 0 1rem }
            pre, td, th { font-family: ui-monospace, monospace; font-size: 14px; overflow-wrap: anywhere; text-align: left; vertical-align: top }
            pre { white-space: pre-wrap }
            th { font-weight: normal; min-width: 8rem; padding-right: 1rem; width: 35% }
            </style>
            </head>
            <body>
            <h1>JsonApi: articles over HTTP</h1>
            <p>A JSON API made of one function of an environ and a <code>start_response</code>. Follow a link:</p>
            <ul>

            """);
        foreach (var (path, what) in Links)
            html.Append(null, $"<li><a href=\"{Encode(root + path[1..])}\">{Encode(path)}</a>: {Encode(what)}</li>\n");
        html.Append(null, $$"""
            </ul>
            <p>Or write an article:</p>
            <pre>curl {{Encode(root)}}articles -H 'Content-Type: application/json' -d '{"title": "Hello", "content": "My first post."}'</pre>
            <h2>The environ of this request</h2>
            <table>

            """);
        foreach (var (key, value) in request.Environ.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            html.Append(null, $"<tr><th>{Encode(key)}</th><td>{Encode(Describe(value))}</td></tr>\n");
        return html.Append("</table>\n</body>\n</html>\n").ToString();
    }

    private static string Describe(object? value) => value switch
    {
        null => "null",
        string text => text,
        IFormattable simple => simple.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        ITuple => value.ToString()!,
        _ => $"({value.GetType().Name})",
    };

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
