namespace Gateway.Testing.Tests.Hosts;

/// <summary>The linter outermost and innermost, with middleware that does nothing in between: it checks the host, the middleware and the
/// app.</summary>
internal static class Linted
{
    public static IConformanceHost OnBothSides(IConformanceHost host) =>
        new WrappedHost(Passing.Through(new WrappedHost(host, Lint.Check, Lint.Check)), Lint.Check, Lint.Check);
}
