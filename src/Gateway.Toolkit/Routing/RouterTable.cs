namespace Gateway.Toolkit;

/// <summary>A router that is in use: nothing in it changes any more.</summary>
/// <param name="Root">The tree of segments.</param>
/// <param name="Urls">The named routes, those of nested routers among them.</param>
/// <param name="Methods">Every method of every route.</param>
internal sealed record RouterTable(RouteNode Root, IReadOnlyDictionary<string, RouteUrl> Urls, IReadOnlyCollection<string> Methods)
{
    /// <exception cref="InvalidOperationException">Two routes match the same path, or have the same name.</exception>
    public static RouterTable Build(IReadOnlyList<RouterRoute> routes, IReadOnlyList<RouteMount> mounts)
    {
        var urls = new Dictionary<string, RouteUrl>(StringComparer.Ordinal);
        foreach (var route in routes.Where(route => route.Name is not null))
            Add(urls, route.Name!, new RouteUrl(route.Name!, "", route.ParsedTemplate));

        foreach (var mount in mounts.Where(mount => mount.Router is not null))
        {
            foreach (var (name, url) in mount.Router!.Build().Urls)
            {
                var full = mount.Name is null ? name : $"{mount.Name}.{name}";
                Add(urls, full, url.Below(full, mount.Prefix.Text));
            }
        }

        return new(RouteTree.Build(routes, mounts), urls, routes.Select(route => route.Method).ToHashSet(StringComparer.Ordinal));
    }

    private static void Add(Dictionary<string, RouteUrl> urls, string name, RouteUrl url)
    {
        if (!urls.TryAdd(name, url))
            throw new InvalidOperationException($"{urls[name].Template} and {url.Template} have the same name, '{name}'.");
    }
}
