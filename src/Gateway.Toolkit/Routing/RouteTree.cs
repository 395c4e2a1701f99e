namespace Gateway.Toolkit;

/// <summary>Makes the tree of segments, and refuses routes that no path could choose between.</summary>
internal static class RouteTree
{
    /// <exception cref="InvalidOperationException">Two routes answer the same method at the same path, and neither is more
    /// specific.</exception>
    public static RouteNode Build(IEnumerable<RouterRoute> routes, IEnumerable<RouteMount> mounts)
    {
        var root = new RouteNode();
        foreach (var route in routes)
        {
            if (route.ParsedTemplate.Segments.Aggregate(root, (node, segment) => node.Child(segment)).Add(route) is { } earlier)
                throw Ambiguous($"{earlier.Method} {earlier.Template}", $"{route.Method} {route.Template}");
        }

        foreach (var mount in mounts)
        {
            var node = mount.Prefix.Segments.Aggregate(root, (node, segment) => node.Child(segment));
            if (node.Mount is { } earlier)
                throw Ambiguous($"the app mounted at {earlier.Prefix}", $"the one mounted at {mount.Prefix}");
            if (node.CatchAll?.Routes?.Values.First() is { } route)
                throw Ambiguous($"{route.Method} {route.Template}", $"the app mounted at {mount.Prefix}");
            node.Mount = mount;
        }

        RefuseOverlaps(root, depth: 0);
        return root;
    }

    /// <summary>Where two parameters of one node fit the same text, the first one tried would win by chance.</summary>
    private static void RefuseOverlaps(RouteNode node, int depth)
    {
        var constrained = node.Parameters.Where(edge => !edge.Segment.Constraints.IsEmpty).ToList();
        for (var index = 0; index < constrained.Count; index++)
        {
            foreach (var other in constrained.Skip(index + 1).Where(other => other.Segment.Overlaps(constrained[index].Segment)))
                RefuseOverlaps(RoutesBelow(other.Node), [.. RoutesBelow(constrained[index].Node)], depth);
        }

        foreach (var child in node.Children)
            RefuseOverlaps(child, depth + 1);
    }

    private static void RefuseOverlaps(IEnumerable<RouterRoute> routes, List<RouterRoute> others, int depth)
    {
        foreach (var route in routes)
        {
            if (others.Find(other => AnswerSameMethod(route, other)
                && Overlap(route.ParsedTemplate.Segments.AsSpan(depth), other.ParsedTemplate.Segments.AsSpan(depth))) is { } other)
                throw Ambiguous($"{route.Method} {route.Template}", $"{other.Method} {other.Template}");
        }
    }

    private static bool AnswerSameMethod(RouterRoute route, RouterRoute other) =>
        route.Method == other.Method || (route.Method, other.Method) is ("GET", "HEAD") or ("HEAD", "GET");

    private static bool Overlap(ReadOnlySpan<RouteSegment> segments, ReadOnlySpan<RouteSegment> others)
    {
        for (var index = 0; index < segments.Length && index < others.Length; index++)
        {
            if (segments[index].Kind == SegmentKind.CatchAll || others[index].Kind == SegmentKind.CatchAll)
                return true;
            if (!segments[index].Overlaps(others[index]))
                return false;
        }

        return segments.Length == others.Length;
    }

    private static IEnumerable<RouterRoute> RoutesBelow(RouteNode node) =>
        (node.Routes?.Values.AsEnumerable() ?? []).Concat(node.Children.SelectMany(RoutesBelow));

    private static InvalidOperationException Ambiguous(string first, string second) =>
        new($"{first} and {second} match the same path, and neither is more specific: a router cannot choose between them.");
}
