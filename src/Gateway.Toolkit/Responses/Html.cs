using System.Net;

namespace Gateway.Toolkit;

/// <summary>Writes HTML with values that come from outside, encoded so that they stay text.</summary>
public static class Html
{
    /// <summary>Encodes text for an element or a quoted attribute.</summary>
    /// <param name="text">The text; null is empty.</param>
    public static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>Writes an interpolated string with each value encoded. A value that is HTML already has the format <c>raw</c>.</summary>
    /// <param name="html">The HTML. In attributes, quote the values.</param>
    /// <example>
    /// <code>
    /// var items = names.Select(name => Html.Format($"&lt;li&gt;{name}&lt;/li&gt;"));
    /// return Response.Html(Html.Format($"&lt;ul&gt;{items:raw}&lt;/ul&gt;"));
    /// </code>
    /// </example>
    public static string Format(HtmlInterpolatedStringHandler html) => html.ToString();
}
