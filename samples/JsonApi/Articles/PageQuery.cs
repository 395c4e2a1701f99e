using System.Globalization;
using Gateway.Toolkit;
using Microsoft.Extensions.Primitives;

namespace JsonApi;

/// <summary>Which page of the articles a query string asks for.</summary>
internal sealed record PageQuery(int Page, int Size)
{
    public const int DefaultSize = 20;
    public const int MaxSize = 100;

    public static PageQuery Of(Request request) =>
        new(Number(request.Query["page"], "page", 1), Math.Min(Number(request.Query["size"], "size", DefaultSize), MaxSize));

    public long Offset => (Page - 1L) * Size;

    public PageQuery? NextOf(long total) => Offset + Size < total ? this with { Page = Page + 1 } : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"page={Page}&size={Size}");

    private static int Number(StringValues values, string name, int otherwise)
    {
        if (values.Count == 0)
            return otherwise;
        return values.Count == 1 && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new BadRequestException($"The query parameter {name} must be one whole number from 1 on.");
    }
}
