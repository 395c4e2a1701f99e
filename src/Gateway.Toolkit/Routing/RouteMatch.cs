using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gateway.Toolkit;

/// <summary>A path that fits a route, and where its values stand.</summary>
internal readonly ref struct RouteMatch(RouterRoute route, string path, ReadOnlySpan<ValueSlice> values)
{
    private readonly ReadOnlySpan<ValueSlice> _values = values;

    public RouterRoute Route => route;

    /// <summary>A parameter's value as its handler takes it.</summary>
    /// <returns>False if the text is not of the type.</returns>
    public bool TryGet<T>(int index, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T>
    {
        // The constraint has let pass nothing but a number: it needs no string of its own.
        if (typeof(T) == typeof(int))
        {
            var fits = int.TryParse(Span(index), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            value = (T)(object)number;
            return fits;
        }

        if (typeof(T) == typeof(long))
        {
            var fits = long.TryParse(Span(index), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            value = (T)(object)number;
            return fits;
        }

        var text = Text(index);
        value = default;

        // Numbers and the like take blanks around them; there would be many URLs for one thing.
        return (typeof(T) == typeof(string) || text.Length == 0 || !(char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])))
            && T.TryParse(text, CultureInfo.InvariantCulture, out value);
    }

    public Dictionary<string, string> ToDictionary()
    {
        var parameters = route.ParsedTemplate.Parameters;
        var named = new Dictionary<string, string>(parameters.Length, StringComparer.Ordinal);
        for (var index = 0; index < parameters.Length; index++)
            named.Add(parameters[index].Text, Text(index));
        return named;
    }

    private ReadOnlySpan<char> Span(int index) => path.AsSpan(_values[index].Start, _values[index].Length);

    /// <summary>In the rest of a path an encoded slash is no border of segments, and stays as it is.</summary>
    private string Text(int index)
    {
        var text = Span(index).ToString();
        return route.ParsedTemplate.Parameters[index].Kind == SegmentKind.CatchAll ? text : EncodedSlash.Decode(text);
    }
}
