namespace Gateway.Toolkit;

/// <summary>A line in the list of what a router answers.</summary>
/// <param name="Method">The method; <c>*</c> for a mounted app, which gets every method.</param>
/// <param name="Template">The template, with the prefixes of the routers it is nested in.</param>
/// <param name="Name">The name for <see cref="Router.UrlFor(string, ReadOnlySpan{ValueTuple{string, object}})"/>, or null.</param>
/// <param name="Handler">The method that somebody wrote, for example <c>ArticleHandlers.Show</c>.</param>
public sealed record RouteDescription(string Method, string Template, string? Name, string Handler)
{
    /// <summary>The handler or app itself, for tools that look for its source. It has no part in equality.</summary>
    public Delegate? Code { get; init; }

    /// <inheritdoc/>
    public bool Equals(RouteDescription? other) =>
        other is not null && (Method, Template, Name, Handler) == (other.Method, other.Template, other.Name, other.Handler);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Method, Template, Name, Handler);
}
