namespace Gateway.Toolkit.Tests;

/// <summary>The two shapes of an app, each behind a middleware with the linter on both sides of it.</summary>
public enum Shape
{
    Sync,
    Async,
}

internal static class ShapeExtensions
{
    public static GatewayClient Client(this Shape shape, Toolkit.Middleware middleware, GatewayApp app) => shape == Shape.Sync
        ? new GatewayClient(app.Use(Lint.Check).Use(middleware).Use(Lint.Check))
        : new GatewayClient(app.ToAsync().Use(Lint.Check).Use(middleware).Use(Lint.Check));
}
