namespace Gateway.Toolkit;

/// <summary>A line in the list of what a router answers.</summary>
/// <param name="Method">The method; <c>*</c> for a mounted app, which gets every method.</param>
/// <param name="Template">The template, with the prefixes of the routers it is nested in.</param>
/// <param name="Name">The name for <see cref="Router.UrlFor(string, ReadOnlySpan{ValueTuple{string, object}})"/>, or null.</param>
/// <param name="Handler">The method that somebody wrote, for example <c>ArticleHandlers.Show</c>.</param>
public sealed record RouteDescription(string Method, string Template, string? Name, string Handler);
