namespace Gateway.Hosting;

/// <summary>A small page about a refused or failed request, for a person with a browser. Programs get problem details (RFC 9457).</summary>
public static class ProblemPage
{
    /// <summary>The Content-Security-Policy to send with the page: its style applies, and nothing else loads or runs.</summary>
    public static string SecurityPolicy => PageStyle.SecurityPolicy;

    /// <summary>Returns the page as HTML.</summary>
    /// <param name="statusCode">The status code.</param>
    /// <param name="title">The kind of problem, usually the reason phrase of the status. Encoded.</param>
    /// <param name="detail">An explanation of this occurrence (RFC 9457, 3.1.4), or null. It is HTML-encoded here.</param>
    public static string Render(int statusCode, string title, string? detail)
    {
        ArgumentNullException.ThrowIfNull(title);
        var html = PageStyle.Begin($"{statusCode} {title}").Append("<h1>").Encoded($"{statusCode} {title}").Append("</h1>\n");
        if (detail is not null)
            html.Append("<p class=\"message\">").Encoded(detail).Append("</p>\n");
        return html.End();
    }
}
