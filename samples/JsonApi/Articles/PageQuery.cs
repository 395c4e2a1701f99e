using System.Globalization;
using System.Web;
using Gateway;

namespace JsonApi;

/// <summary>Which page of the articles a query string asks for.</summary>
internal sealed record PageQuery(int Page, int Size)
{
    public const int DefaultSize = 20;
    public const int MaxSize = 100;

    public static PageQuery Parse(Environ environ)
    {
        var query = HttpUtility.ParseQueryString(environ.QueryString);
        return new PageQuery(Number(query["page"], "page", 1), Math.Min(Number(query["size"], "size", DefaultSize), MaxSize));
    }

    public long Offset => (Page - 1L) * Size;

    public PageQuery? NextOf(long total) => Offset + Size < total ? this with { Page = Page + 1 } : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"page={Page}&size={Size}");

    private static int Number(string? text, string name, int otherwise)
    {
        if (text is null)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ProblemException("400 Bad Request", $"The query parameter {name} must be one whole number from 1 on.");
    }
}
