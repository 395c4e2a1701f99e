namespace Gateway.Toolkit;

/// <summary>An app below a prefix.</summary>
internal sealed record RouteMount(RouteTemplate Prefix, RouteTarget Target, Router? Router, string? Name);
