using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Toolkit;

/// <summary>The page of a failure in development. Everything from outside is encoded, and the policy lets nothing run.</summary>
internal static class ErrorPage
{
    private const int MaxExceptions = 10;
    private const int MaxFrames = 50;

    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #222; }
        h1 { font-size: 1.3rem; color: #a00; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2rem; }
        pre { background: #f5f5f5; padding: .5rem; overflow-x: auto; }
        mark { background: #fd8; }
        table { border-collapse: collapse; width: 100%; }
        td, th { text-align: left; vertical-align: top; padding: .2rem .5rem; border-bottom: 1px solid #ddd; font-weight: normal; }
        td { font-family: monospace; overflow-wrap: anywhere; }
        summary { cursor: pointer; } .where { color: #666; } .message { white-space: pre-wrap; }
        """;

    /// <summary>One style, known by its hash; nothing else is loaded, sent or run (CSP Level 3).</summary>
    public static readonly string SecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    public static string Render(Environ environ, Exception exception, Delegate app)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Encoded(exception.GetType().Name)
            .Append("</title><style>").Append(Style).Append("</style></head><body>\n");
        html.Append("<p>").Encoded($"{environ.RequestMethod} {environ.ScriptName}{environ.PathInfo}").Append("</p>\n");
        foreach (var error in Chain(exception))
            Append(html, error);

        html.Append("<h2>Middleware</h2>\n<ol>");
        foreach (var name in MiddlewareChain.Of(app).Prepend(nameof(ErrorPages)))
            html.Append("<li>").Encoded(name).Append("</li>");
        html.Append("</ol>\n<h2>Environ</h2>\n<table>");
        foreach (var (key, value) in EnvironTable.Of(environ))
            html.Append("<tr><th>").Encoded(key).Append("</th><td>").Encoded(value).Append("</td></tr>\n");
        return html.Append("</table>\n<h2>Trace</h2>\n<pre>").Encoded(exception.ToString()).Append("</pre>\n</body></html>\n").ToString();
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        var waiting = new Queue<Exception>([exception]);
        for (var count = 0; count < MaxExceptions && waiting.TryDequeue(out var next); count++)
        {
            yield return next;
            IEnumerable<Exception> causes =
                next is AggregateException several ? several.InnerExceptions : next.InnerException is { } one ? [one] : [];
            foreach (var inner in causes)
                waiting.Enqueue(inner);
        }
    }

    private static void Append(StringBuilder html, Exception error)
    {
        html.Append("<h1>").Encoded(error.GetType().FullName ?? "")
            .Append("</h1>\n<p class=\"message\">").Encoded(error.Message).Append("</p>\n");
        var isFirst = true;
        foreach (var frame in new StackTrace(error, fNeedFileInfo: true).GetFrames().Take(MaxFrames))
        {
            var lines = SourceLines.Read(frame.GetFileName(), frame.GetFileLineNumber());
            html.Append(isFirst && lines.Count > 0 ? "<details open><summary>" : "<details><summary>")
                .Encoded(DiagnosticMethodInfo.Create(frame) is { } method ? CodeName.Of(method) : "?");
            if (frame.GetFileName() is { } file)
                html.Append(" <span class=\"where\">").Encoded($"{file}:{frame.GetFileLineNumber()}").Append("</span>");
            html.Append("</summary>");
            if (lines.Count > 0)
                Append(html, lines, frame.GetFileLineNumber());
            html.Append("</details>\n");
            isFirst &= lines.Count == 0;
        }
    }

    private static void Append(StringBuilder html, IReadOnlyList<(int Number, string Text)> lines, int failing)
    {
        html.Append("<pre>");
        foreach (var (number, text) in lines)
        {
            html.Append(number == failing ? "<mark>" : "").Encoded($"{number,5}  {text}").Append(number == failing ? "</mark>\n" : "\n");
        }

        html.Append("</pre>");
    }

    private static StringBuilder Encoded(this StringBuilder html, string text) => html.Append(WebUtility.HtmlEncode(text));
}
