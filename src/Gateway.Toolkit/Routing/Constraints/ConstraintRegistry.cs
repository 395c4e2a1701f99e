using System.Text.RegularExpressions;

namespace Gateway.Toolkit;

/// <summary>The constraints that the templates of a router may name: those of the library, and those of its user.</summary>
internal sealed partial class ConstraintRegistry
{
    // The first that guarantees the type of a handler's value is the one that a message proposes.
    private static readonly (string Name, RouteConstraint Constraint)[] BuiltIn =
    [
        ("long", new LongConstraint()),
        ("int", new IntConstraint()),
        ("guid", new GuidConstraint()),
        ("date", new DateConstraint()),
        ("alpha", new AlphaConstraint()),
    ];

    private readonly Dictionary<string, Func<string?, RouteConstraint>> _known = new(StringComparer.Ordinal);

    public ConstraintRegistry()
    {
        foreach (var (name, constraint) in BuiltIn)
            _known.Add(name, WithoutArguments(constraint));
        _known.Add("length", arguments => new LengthConstraint(arguments ?? ""));
    }

    /// <exception cref="ArgumentException">The name is malformed or taken.</exception>
    public void Add(string name, Func<string?, RouteConstraint> create)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Reference().Match(name) is not { Success: true } match || match.Groups["arguments"].Success)
            throw new ArgumentException(
                $"The constraint's name '{name}' must be letters, digits and '_', and begin with a letter.", nameof(name));
        if (!_known.TryAdd(name, create))
            throw new ArgumentException($"There is a constraint '{name}' already. Choose another name.", nameof(name));
    }

    /// <summary>Makes a constraint as a template names it: <c>int</c>, <c>length(2,5)</c>.</summary>
    /// <exception cref="FormatException">There is none of that name, or its arguments are malformed.</exception>
    public RouteConstraint Create(string text)
    {
        var match = Reference().Match(text);
        if (!match.Success || !_known.TryGetValue(match.Groups["name"].Value, out var create))
        {
            var names = string.Join(", ", _known.Keys);
            throw new FormatException(
                $"there is no constraint '{text}'; there are {names}. Add your own with Router.AddConstraint, before the route");
        }

        try
        {
            return create(match.Groups["arguments"] is { Success: true } arguments ? arguments.Value : null)
                ?? throw new FormatException("Router.AddConstraint was given a function that returned null for it");
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            throw new FormatException($"the constraint '{text}' is malformed: {error.Message.TrimEnd('.')}", error);
        }
    }

    /// <summary>The constraint of the library that promises a handler its type; null for a type that needs none.</summary>
    public static string? NameFor(Type type) => Array.Find(BuiltIn, entry => entry.Constraint.Guarantees(type)).Name;

    public static Func<string?, RouteConstraint> WithoutArguments(RouteConstraint constraint) =>
        arguments => arguments is null ? constraint : throw new FormatException("it takes no arguments");

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9_]*)(?:\((?<arguments>[^()]*)\))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
