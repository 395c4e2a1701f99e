namespace Gateway.Toolkit;

/// <summary>Every constraint of one parameter. Parameters with the same constraints share a branch of the tree.</summary>
internal sealed class ParameterConstraints
{
    private const int MaxOnStack = 256;

    private readonly RouteConstraint[] _constraints;
    private readonly string _text;
    private readonly int _minLength;
    private readonly int _maxLength;

    private ParameterConstraints(RouteConstraint[] constraints, string text)
    {
        (_constraints, _text) = (constraints, text);
        _minLength = constraints.Select(constraint => constraint.MinLength).Append(1).Max();
        _maxLength = constraints.Select(constraint => constraint.MaxLength).Append(int.MaxValue).Min();
    }

    /// <summary>Any text that is not empty.</summary>
    public static ParameterConstraints None { get; } = new([], "");

    public bool IsEmpty => _constraints.Length == 0;

    /// <exception cref="FormatException">One is not known or malformed, or no value meets them all.</exception>
    public static ParameterConstraints Parse(IReadOnlyCollection<string> texts, ConstraintRegistry registry)
    {
        if (texts.Count == 0)
            return None;
        var constraints = new ParameterConstraints(
            [.. texts.Select(registry.Create)], string.Join(':', texts.Order(StringComparer.Ordinal)));
        return constraints._minLength <= constraints._maxLength && !constraints.AreDisjointFrom(constraints)
            ? constraints
            : throw new FormatException($"no value meets '{string.Join(':', texts)}'");
    }

    /// <summary>Decides whether a segment of a path, with <c>%2F</c> still encoded, meets them all.</summary>
    public bool Match(ReadOnlySpan<char> segment)
    {
        if (IsEmpty || !segment.Contains('%'))
            return MatchDecoded(segment);
        Span<char> decoded = segment.Length <= MaxOnStack ? stackalloc char[segment.Length] : new char[segment.Length];
        return MatchDecoded(decoded[..EncodedSlash.Decode(segment, decoded)]);
    }

    public bool Overlap(ParameterConstraints other) =>
        _minLength <= other._maxLength && other._minLength <= _maxLength && !AreDisjointFrom(other);

    public bool Equal(ParameterConstraints other) => _text == other._text;

    public bool Guarantee(Type type) => Array.Exists(_constraints, constraint => constraint.Guarantees(type));

    private bool MatchDecoded(ReadOnlySpan<char> value)
    {
        if (value.Length < _minLength || value.Length > _maxLength)
            return false;
        foreach (var constraint in _constraints)
        {
            if (!constraint.Matches(value))
                return false;
        }

        return true;
    }

    private bool AreDisjointFrom(ParameterConstraints other) =>
        _constraints.Any(
            one => other._constraints.Any(two => !ReferenceEquals(one, two) && (one.IsDisjointFrom(two) || two.IsDisjointFrom(one))));
}
