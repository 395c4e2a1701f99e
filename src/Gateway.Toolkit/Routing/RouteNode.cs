namespace Gateway.Toolkit;

/// <summary>A node of the tree of segments. However many static routes there are, at most one literal child fits a segment.</summary>
internal sealed class RouteNode
{
    private Dictionary<string, RouteNode>? _literals;
    private List<(RouteSegment Segment, RouteNode Node)>? _parameters;
    private RouteNode? _catchAll;

    /// <summary>The routes that end here, by method.</summary>
    public Dictionary<string, RouterRoute>? Routes { get; private set; }

    /// <summary>Parameters, constrained ones first.</summary>
    public IReadOnlyList<(RouteSegment Segment, RouteNode Node)> Parameters => _parameters ?? [];

    public RouteNode? CatchAll => _catchAll;

    public RouteMount? Mount { get; set; }

    public IEnumerable<RouteNode> Children =>
        [
            .. _literals?.Values.AsEnumerable() ?? [], .. Parameters.Select(edge => edge.Node),
            .. _catchAll is null ? Array.Empty<RouteNode>() : [_catchAll],
        ];

    public RouteNode? Literal(ReadOnlySpan<char> segment) =>
        _literals is not null && _literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var node) ? node : null;

    public RouterRoute? RouteFor(string method)
    {
        if (Routes is null)
            return null;
        if (Routes.TryGetValue(method, out var route))
            return route;

        // RFC 9110, 9.3.2: HEAD is GET without the content, which the host omits.
        return method == "HEAD" && Routes.TryGetValue("GET", out route) ? route : null;
    }

    public RouteNode Child(RouteSegment segment)
    {
        switch (segment.Kind)
        {
            case SegmentKind.CatchAll:
                return _catchAll ??= new();
            case SegmentKind.Literal:
                _literals ??= new(StringComparer.Ordinal);
                if (!_literals.TryGetValue(segment.Text, out var literal))
                    _literals.Add(segment.Text, literal = new());
                return literal;
            default:
                _parameters ??= [];
                var index = _parameters.FindIndex(edge => edge.Segment.Constraints.Equal(segment.Constraints));
                if (index >= 0)
                    return _parameters[index].Node;
                var node = new RouteNode();
                _parameters.Insert(segment.Constraints.IsEmpty ? _parameters.Count : 0, (segment, node));
                return node;
        }
    }

    /// <summary>Adds a route that ends here.</summary>
    /// <returns>The route that stands in its place already, if any.</returns>
    public RouterRoute? Add(RouterRoute route)
    {
        Routes ??= new(StringComparer.Ordinal);
        return Routes.TryAdd(route.Method, route) ? null : Routes[route.Method];
    }
}
