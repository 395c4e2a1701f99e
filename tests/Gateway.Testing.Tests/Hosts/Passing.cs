namespace Gateway.Testing.Tests.Hosts;

/// <summary>Middleware that does nothing, of both shapes: it must not be noticed.</summary>
internal static class Passing
{
    public static IConformanceHost Through(IConformanceHost host) => new WrappedHost(
        host,
        app => (environ, startResponse) => app(environ, (status, headers, exception) => startResponse(status, headers, exception)),
        app => async (environ, startResponse) =>
            await app(environ, (status, headers, exception) => startResponse(status, headers, exception)));
}
