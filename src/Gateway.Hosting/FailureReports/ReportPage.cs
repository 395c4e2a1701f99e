using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Gateway.Hosting;

/// <summary>The page of a failure in development: the exceptions with their source lines, the middleware, the environ.</summary>
internal static class ReportPage
{
    private const int MaxExceptions = 10;

    public static string Render(FailureReport report)
    {
        var html = PageStyle.Begin(report.Exception.GetType().Name).Append("<p class=\"dim\">").Encoded(report.Request).Append("</p>\n");
        foreach (var error in Chain(report.Exception))
            Append(html, error);

        if (report.App is { } app)
        {
            html.Append("<h2>Middleware</h2>\n<ol>");
            foreach (var name in report.Outer.Concat(MiddlewareChain.Of(app)))
                html.Append("<li>").Encoded(name).Append("</li>");
            html.Append("</ol>\n");
        }

        if (report.Environ is { } environ)
        {
            html.Append("<h2>Environ</h2>\n<dl>");
            foreach (var (key, value) in EnvironTable.Of(environ))
                html.Append("<div><dt>").Encoded(key).Append("</dt><dd>").Encoded(value).Append("</dd></div>\n");
            html.Append("</dl>\n");
        }

        return html.Append("<h2>Trace</h2>\n<details><summary>As text</summary><pre>").Encoded(report.Exception.ToString())
            .Append("</pre></details>\n").End();
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
        foreach (var group in FrameGroup.Of(error))
        {
            if (group.IsFramework)
                AppendQuietly(html, group.Frames);
            else
                isFirst = AppendFrames(html, group.Frames, isFirst);
        }
    }

    // The app's own frames, with the source of the innermost one open.
    private static bool AppendFrames(StringBuilder html, IReadOnlyList<StackFrame> frames, bool isFirst)
    {
        foreach (var frame in frames)
        {
            var lines = SourceLines.Read(frame.GetFileName(), frame.GetFileLineNumber());
            html.Append(isFirst && lines.Count > 0 ? "<details open><summary>" : "<details><summary>").Encoded(NameOf(frame));
            if (frame.GetFileName() is { } file)
                html.Append(" <span class=\"dim\">").Encoded($"{file}:{frame.GetFileLineNumber()}").Append("</span>");
            html.Append("</summary>");
            if (lines.Count > 0)
                Append(html, lines, frame.GetFileLineNumber());
            html.Append("</details>\n");
            isFirst &= lines.Count == 0;
        }

        return isFirst;
    }

    private static void AppendQuietly(StringBuilder html, IReadOnlyList<StackFrame> frames)
    {
        html.Append("<details class=\"dim\"><summary>")
            .Append(CultureInfo.InvariantCulture, $"{frames.Count} framework {(frames.Count == 1 ? "frame" : "frames")}</summary><ol>");
        foreach (var frame in frames)
            html.Append("<li>").Encoded(NameOf(frame)).Append("</li>");
        html.Append("</ol></details>\n");
    }

    private static void Append(StringBuilder html, IReadOnlyList<(int Number, string Text)> lines, int failing)
    {
        html.Append("<ol class=\"source\">");
        foreach (var (number, text) in lines)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><span>{number}</span> <code>")
                .Append(number == failing ? "<mark>" : "").Encoded(text).Append(number == failing ? "</mark>" : "")
                .Append("</code></li>\n");
        }

        html.Append("</ol>");
    }

    private static string NameOf(StackFrame frame) => DiagnosticMethodInfo.Create(frame) is { } method ? CodeName.Of(method) : "?";
}
