using System.Security.Cryptography;
using System.Text;

namespace Gateway.Hosting;

/// <summary>The style that all error pages share, and the policy that lets nothing else load or run (CSP Level 3).</summary>
internal static class PageStyle
{
    /// <summary>Follows the browser's light or dark scheme. Long words and lines wrap, so that no screen scrolls sideways.</summary>
    public const string Css = """
        :root { color-scheme: light dark; --dim: #666; --line: #ddd; --back: #f5f5f5; --mark: #ffe08a; --error: #a00; }
        @media (prefers-color-scheme: dark) {
          :root { --dim: #999; --line: #444; --back: #222; --mark: #5c4a00; --error: #ff8a80; } }
        * { box-sizing: border-box; }
        body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.3rem; margin: 1rem 0 .5rem; color: var(--error); } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
        code, pre, dd { font-family: ui-monospace, monospace; font-size: .85rem; }
        pre { background: var(--back); margin: .3rem 0; padding: .5rem; white-space: pre-wrap; }
        mark { background: var(--mark); color: inherit; }
        ol { margin: 0; padding-left: 1.5rem; } summary { cursor: pointer; }
        .source { background: var(--back); list-style: none; margin: .3rem 0; padding: .5rem; font: .85rem/1.5 ui-monospace, monospace; }
        .source li { display: flex; gap: .75rem; }
        .source span { color: var(--dim); flex: none; text-align: right; width: 2.5rem; }
        .source code { font-size: 1em; white-space: pre-wrap; min-width: 0; }
        dl { margin: 0; } dl div { border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .2rem 0; }
        dt { flex: 0 0 15rem; } dd { flex: 1 1 15rem; margin: 0; min-width: 0; }
        .dim { color: var(--dim); font-size: .9rem; } .message { font-size: 1.05rem; margin: .5rem 0; white-space: pre-wrap; }
        """;

    /// <summary>The value of Content-Security-Policy.</summary>
    public static readonly string SecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

    /// <summary>Begins a page, up to and with the start of its body.</summary>
    public static StringBuilder Begin(string title) => new StringBuilder()
        .Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>").Encoded(title)
        .Append("</title><style>").Append(Css).Append("</style></head><body>\n");

    /// <summary>Ends a page.</summary>
    public static string End(this StringBuilder html) => html.Append("</body></html>\n").ToString();

    /// <summary>Appends text, whatever is in it.</summary>
    public static StringBuilder Encoded(this StringBuilder html, string text) => html.Append(System.Net.WebUtility.HtmlEncode(text));
}
