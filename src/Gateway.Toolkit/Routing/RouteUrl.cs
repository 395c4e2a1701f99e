using System.Globalization;
using System.Text;

namespace Gateway.Toolkit;

/// <summary>Makes the path of a named route; a request for it reaches the route with the same values.</summary>
internal sealed class RouteUrl(string name, string prefix, RouteTemplate template)
{
    public string Template => prefix + template.Text;

    public RouteUrl Below(string outerName, string outerPrefix) => new(outerName, outerPrefix + prefix, template);

    /// <exception cref="ArgumentException">A value is missing, malformed or not one of the route's.</exception>
    public string Build(string scriptName, ReadOnlySpan<(string Name, object Value)> values)
    {
        var path = new StringBuilder(EscapePath(scriptName)).Append(EscapePath(prefix));
        foreach (var segment in template.Segments)
        {
            path.Append('/').Append(segment.Kind switch
            {
                SegmentKind.Literal => Uri.EscapeDataString(segment.Text),
                SegmentKind.Parameter => Uri.EscapeDataString(Require(segment, values)),
                _ => Uri.EscapeDataString(Require(segment, values)).Replace(EncodedSlash.Text, "/", StringComparison.Ordinal),
            });
        }

        RefuseOthers(values);
        return path.ToString();
    }

    private string Require(RouteSegment parameter, ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (key, value) in values)
        {
            if (key == parameter.Text)
                return Format(value) is { } text && Reaches(parameter, text)
                    ? text
                    : throw Refused($"cannot have the value '{value ?? "null"}' for '{key}'");
        }

        throw Refused($"needs a value for '{parameter.Text}'");
    }

    private void RefuseOthers(ReadOnlySpan<(string Name, object Value)> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            var key = values[index].Name;
            if (!Array.Exists(template.Parameters, parameter => parameter.Text == key))
                throw Refused($"has no parameter '{key}'");
            foreach (var (earlier, _) in values[..index])
            {
                if (earlier == key)
                    throw Refused($"was given '{key}' twice");
            }
        }
    }

    /// <summary>Whether a request with this value comes back to the route with this very value.</summary>
    private static bool Reaches(RouteSegment parameter, string text)
    {
        if (PathText.IsUnclean(text))
            return false;
        return parameter.Kind == SegmentKind.CatchAll
            ? !text.StartsWith('/') && !text.Split('/').Any(IsDots)
            : text.Length > 0 && !IsDots(text) && !text.Contains(EncodedSlash.Text, StringComparison.OrdinalIgnoreCase)
                && parameter.Constraints.Match(text.Replace("/", EncodedSlash.Text, StringComparison.Ordinal));
    }

    // Clients and servers resolve dot segments (RFC 3986, 5.2.4), however they are encoded.
    private static bool IsDots(string segment) => segment is "." or "..";

    private static string? Format(object? value) => value switch
    {
        DateOnly or TimeOnly or DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };

    // Decoded but for %2F, as SCRIPT_NAME is.
    public static string EscapePath(string path) => Uri.EscapeDataString(path)
        .Replace(EncodedSlash.Text, "/", StringComparison.Ordinal)
        .Replace("%252F", EncodedSlash.Text, StringComparison.OrdinalIgnoreCase);

    private ArgumentException Refused(string why) => new($"The route '{name}' ({Template}) {why}.");
}
