using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Toolkit;

/// <summary>What a parameter's value must be: a shape, and a length in characters. Equal constraints share a branch of the tree.</summary>
internal readonly partial record struct RouteConstraint(RouteShape Shape, int MinLength, int MaxLength)
{
    private const string DateFormat = "yyyy-MM-dd";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> GuidCharacters = SearchValues.Create("0123456789abcdefABCDEF-");

    /// <summary>Any text that is not empty.</summary>
    public static readonly RouteConstraint None = new(RouteShape.Any, 1, int.MaxValue);

    public static RouteConstraint Parse(string text) => text switch
    {
        "alpha" => None with { Shape = RouteShape.Alpha },
        "int" => None with { Shape = RouteShape.Int },
        "long" => None with { Shape = RouteShape.Long },
        "guid" => new(RouteShape.Guid, 36, 36),
        "date" => new(RouteShape.Date, DateFormat.Length, DateFormat.Length),
        _ when Length().Match(text) is { Success: true } length
            && int.TryParse(length.Groups["min"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var min)
            && int.TryParse((length.Groups["max"] is { Success: true } given ? given : length.Groups["min"]).ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var max) => new(RouteShape.Any, Math.Max(min, 1), max),
        _ => throw new FormatException($"there is no constraint '{text}'; there are int, long, guid, date, alpha, length(n) and length(min,max)"),
    };

    public RouteConstraint And(RouteConstraint other)
    {
        if (Shape != RouteShape.Any && other.Shape != RouteShape.Any && Shape != other.Shape)
            throw new FormatException("a parameter is of one type");
        var both = new RouteConstraint(Shape == RouteShape.Any ? other.Shape : Shape, Math.Max(MinLength, other.MinLength), Math.Min(MaxLength, other.MaxLength));
        return both.MinLength <= both.MaxLength ? both : throw new FormatException("no value has the length asked for");
    }

    /// <summary>Whether a segment, with <c>%2F</c> still encoded, fits.</summary>
    public bool Matches(ReadOnlySpan<char> text)
    {
        var length = EncodedSlash.DecodedLength(text);
        return length >= MinLength && length <= MaxLength && Shape switch
        {
            RouteShape.Alpha => !text.ContainsAnyExcept(Letters),
            RouteShape.Int => IsWhole(text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            RouteShape.Long => IsWhole(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            RouteShape.Guid => !text.ContainsAnyExcept(GuidCharacters) && Guid.TryParseExact(text, "D", out _),
            RouteShape.Date => DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ => true,
        };
    }

    public bool Overlaps(RouteConstraint other) =>
        MinLength <= other.MaxLength && other.MinLength <= MaxLength
        && (Shape == other.Shape || Shape == RouteShape.Any || other.Shape == RouteShape.Any || (IsNumber && other.IsNumber));

    /// <summary>The constraint without which a value of the type could be malformed; null if the handler's type needs no other.</summary>
    public string? Missing(Type type)
    {
        var (shape, name) = type switch
        {
            _ when type == typeof(int) => (RouteShape.Int, "int"),
            _ when type == typeof(long) => (RouteShape.Long, "long"),
            _ when type == typeof(Guid) => (RouteShape.Guid, "guid"),
            _ when type == typeof(DateOnly) => (RouteShape.Date, "date"),
            _ => (Shape, ""),
        };
        return shape == Shape || (shape == RouteShape.Long && Shape == RouteShape.Int) ? null : name;
    }

    private bool IsNumber => Shape is RouteShape.Int or RouteShape.Long;

    // TryParse takes more than digits: a plus sign, other minus signs, NULs at the end.
    private static bool IsWhole(ReadOnlySpan<char> text) => !(text.StartsWith('-') ? text[1..] : text).ContainsAnyExcept(Digits);

    [GeneratedRegex(@"^length\((?<min>[0-9]+)(?:,(?<max>[0-9]+))?\)\z")]
    private static partial Regex Length();
}
