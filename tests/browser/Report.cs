using System.Net;

namespace Gateway.Browser;

/// <summary>What was seen, to read.</summary>
internal static class Report
{
    public static string Markdown(IEnumerable<Check> checks, string version) =>
        $"""
        # In a browser

        Apps made with the toolkit, on Kestrel, met by {version} without a window. Written by `tests/browser/run`, which needs Debian's package `chromium` and fails where a check does not hold.

        | | The browser saw | The server saw | |
        |---|---|---|---|
        {string.Join('\n', checks.Select(check => $"| {check.Name} | {check.Browser} | {check.Server} | {(check.Holds ? "holds" : "**fails**")} |"))}

        ![The same table, rendered by the browser](browser.png)

        """;

    public static string Html(IEnumerable<Check> checks, string version) =>
        $$"""
        <!doctype html><html lang="en"><meta charset="utf-8"><title>In a browser</title>
        <style>body { font: 16px sans-serif; margin: 2em } td, th { text-align: left; padding: .4em .8em .4em 0; vertical-align: top; border-bottom: 1px solid #ccc }</style>
        <h1>Gateway in a browser</h1><p>{{WebUtility.HtmlEncode(version)}}</p>
        <table><tr><th>Check<th>The browser saw<th>The server saw<th>{{string.Concat(checks.Select(Row))}}</table>
        """;

    private static string Row(Check check) =>
        $"<tr><td>{WebUtility.HtmlEncode(check.Name)}<td>{WebUtility.HtmlEncode(check.Browser)}<td>{WebUtility.HtmlEncode(check.Server)}"
            + $"<td>{(check.Holds ? "holds" : "fails")}";
}
