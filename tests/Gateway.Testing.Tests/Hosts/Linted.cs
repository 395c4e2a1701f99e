namespace Gateway.Testing.Tests.Hosts;

/// <summary>The linter between a host and its app.</summary>
internal static class Linted
{
    public static IConformanceHost Outermost(IConformanceHost host) => new WrappedHost(host, Lint.Check, Lint.Check);
}
