namespace Gateway.Toolkit;

/// <summary>A route of a <see cref="Router"/>.</summary>
public sealed class RouterRoute
{
    private readonly Router _router;

    internal RouterRoute(Router router, string method, RouteTemplate template, RouteTarget target)
    {
        _router = router;
        (Method, ParsedTemplate, Target) = (method, template, target);
        var (types, parameters) = (target.ValueTypes, template.Parameters);
        if (types.Count == 0)
            return;
        if (types.Count != parameters.Length)
            throw new ArgumentException(
                $"The handler {Handler} of {method} {template} takes {types.Count} values besides the request; the template has "
                + $"{parameters.Length} parameters.");
        for (var index = 0; index < types.Count; index++)
        {
            var (parameter, type) = (parameters[index], types[index]);
            if (ConstraintRegistry.NameFor(type) is not { } constraint || parameter.Constraints.Guarantee(type))
                continue;
            throw new ArgumentException(
                $"The handler {Handler} of {method} {template} takes {type.Name} for '{parameter.Text}'; write "
                    + $"{{{parameter.Text}:{constraint}}}.");
        }
    }

    /// <summary>The method, for example <c>GET</c>.</summary>
    public string Method { get; }

    /// <summary>The template, for example <c>/articles/{id:int}</c>.</summary>
    public string Template => ParsedTemplate.Text;

    /// <summary>The name; null unless <see cref="Named"/>.</summary>
    public string? Name { get; private set; }

    /// <summary>The method that somebody wrote, for example <c>ArticleHandlers.Show</c>.</summary>
    public string Handler => Target.Name;

    internal RouteTemplate ParsedTemplate { get; }

    internal RouteTarget Target { get; }

    /// <summary>Whether the values have to be in the environ, because the handler does not take them itself.</summary>
    internal bool PublishesValues => Target.ValueTypes.Count == 0 && ParsedTemplate.Parameters.Length > 0;

    /// <summary>Gives the route a name, for <see cref="Router.UrlFor(string, ReadOnlySpan{ValueTuple{string, object}})"/>.</summary>
    /// <param name="name">A name that no other route of the router has.</param>
    /// <returns>This route.</returns>
    /// <exception cref="InvalidOperationException">The router is in use already.</exception>
    public RouterRoute Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _router.RequireOpen();
        Name = name;
        return this;
    }

    /// <summary>Names the route, for messages.</summary>
    /// <returns>For example <c>GET /articles/{id:int}</c>.</returns>
    public override string ToString() => $"{Method} {Template}";
}
