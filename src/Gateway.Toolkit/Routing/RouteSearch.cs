namespace Gateway.Toolkit;

/// <summary>One walk down the tree: a literal before a constrained parameter, that before any, that before the rest of the path.</summary>
/// <remarks>Each node is entered at most once, because one way leads to it. Nothing is allocated.</remarks>
internal ref struct RouteSearch(string method, string path, Span<ValueSlice> values)
{
    private readonly Span<ValueSlice> _values = values;

    /// <summary>The route for the method; null if there is none.</summary>
    public RouterRoute? Route { get; private set; }

    /// <summary>The app mounted nearest to the path, if no route is more specific.</summary>
    public RouteMount? Mount { get; private set; }

    /// <summary>How much of the path belongs to <see cref="Mount"/>'s prefix.</summary>
    public int PrefixLength { get; private set; }

    /// <summary>Whether the path has routes, if perhaps for other methods.</summary>
    public bool PathExists { get; private set; }

    /// <summary>How many nodes were entered.</summary>
    public int Visits { get; private set; }

    /// <summary>Unless null, nothing is chosen, and the methods of every route that fits are added here.</summary>
    public ICollection<string>? Methods { get; init; }

    public bool Run(RouteNode root) => path.StartsWith('/') && !PathText.HasControlCharacter(path) && Enter(root, start: 1, count: 0);

    /// <param name="node">The node.</param>
    /// <param name="start">Where the next segment begins; past the end of the path after the last.</param>
    /// <param name="count">How many values the way down has.</param>
    private bool Enter(RouteNode node, int start, int count)
    {
        Visits++;
        return (start > path.Length ? Ends(node) : Descend(node, start, count)) || Mounted(node, start - 1);
    }

    private bool Descend(RouteNode node, int start, int count)
    {
        var rest = path.AsSpan(start);
        var segment = rest.IndexOf('/') is >= 0 and var slash ? rest[..slash] : rest;
        var next = start + segment.Length + 1;
        if (node.Literal(segment) is { } literal && Enter(literal, next, count))
            return true;

        for (var index = 0; index < node.Parameters.Count; index++)
        {
            var (parameter, child) = node.Parameters[index];
            if (!parameter.Constraints.Match(segment))
                continue;
            _values[count] = new(start, segment.Length);
            if (Enter(child, next, count + 1))
                return true;
        }

        // An absolute path is not below anything: to a handler that opens files it would be somewhere else.
        if (node.CatchAll is null || rest.StartsWith('/'))
            return false;
        _values[count] = new(start, rest.Length);
        Visits++;
        return Ends(node.CatchAll);
    }

    private bool Ends(RouteNode node)
    {
        if (node.Routes is null)
            return false;
        PathExists = true;
        if (Methods is null)
            return (Route = node.RouteFor(method)) is not null;
        foreach (var known in node.Routes.Keys)
            Methods.Add(known);
        return false;
    }

    private bool Mounted(RouteNode node, int prefixLength)
    {
        if (node.Mount is null || Methods is not null)
            return false;
        (Mount, PrefixLength) = (node.Mount, prefixLength);
        return true;
    }
}
