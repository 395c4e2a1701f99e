using System.Text.RegularExpressions;

namespace Gateway.Toolkit;

/// <summary>A path with parameters: <c>/articles/{id:int}</c>, <c>/files/{**path}</c>.</summary>
internal sealed partial class RouteTemplate
{
    /// <summary>Values are noted on the stack while a path is matched.</summary>
    public const int MaxParameters = 16;

    private RouteTemplate(string text, ConstraintRegistry constraints)
    {
        Text = text;
        Segments = Array.ConvertAll(text[1..].Split('/'), segment => ParseSegment(segment, constraints));
        Parameters = Array.FindAll(Segments, segment => segment.Kind != SegmentKind.Literal);
    }

    public string Text { get; }

    public RouteSegment[] Segments { get; }

    public RouteSegment[] Parameters { get; }

    /// <exception cref="ArgumentException">The template is malformed.</exception>
    public static RouteTemplate Parse(string template, ConstraintRegistry constraints)
    {
        ArgumentNullException.ThrowIfNull(template);
        try
        {
            if (!template.StartsWith('/'))
                throw new FormatException("a path begins with a slash");
            var parsed = new RouteTemplate(template, constraints);
            parsed.Validate();
            return parsed;
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"The template '{template}' is malformed: {exception.Message}.", nameof(template), exception);
        }
    }

    public override string ToString() => Text;

    private void Validate()
    {
        if (Segments.Any(segment => segment.Text is "." or ".."))
            throw new FormatException("a segment '.' or '..' never arrives; clients and servers resolve it");
        if (Segments.SkipLast(1).Any(segment => segment.Text.Length == 0))
            throw new FormatException("there is nothing between two slashes");
        if (Segments.SkipLast(1).Any(segment => segment.Kind == SegmentKind.CatchAll))
            throw new FormatException("nothing can follow a {**parameter}");
        if (Parameters.GroupBy(parameter => parameter.Text).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new FormatException($"the parameter '{twice.Key}' occurs twice");
        if (Parameters.Length > MaxParameters)
            throw new FormatException($"it has more than {MaxParameters} parameters");
    }

    private static RouteSegment ParseSegment(string text, ConstraintRegistry registry)
    {
        if (PathText.IsUnclean(text))
            throw new FormatException("it has a control character, or half a character");
        if (text.AsSpan().IndexOfAny('{', '}') < 0)
            return new(SegmentKind.Literal, text, ParameterConstraints.None);
        if (Parameter().Match(text) is not { Success: true } match)
            throw new FormatException(
                $"the segment '{text}' is not a valid parameter; expected a whole segment {{name}}, {{name:constraint}} or {{**name}}");

        var isCatchAll = match.Groups["all"].Success;
        var constraints = match.Groups["constraint"].Captures;
        if (isCatchAll && constraints.Count > 0)
            throw new FormatException($"the parameter '{text}' takes the rest of the path and has no constraint");
        return new(
            isCatchAll ? SegmentKind.CatchAll : SegmentKind.Parameter,
            match.Groups["name"].Value,
            ParameterConstraints.Parse([.. constraints.Select(capture => capture.Value)], registry));
    }

    [GeneratedRegex(@"^\{(?<all>\*\*)?(?<name>[A-Za-z_][A-Za-z0-9_]*)(?::(?<constraint>[^:{}]*))*\}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Parameter();
}
