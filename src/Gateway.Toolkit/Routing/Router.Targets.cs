namespace Gateway.Toolkit;

// Handlers and apps as targets of routes.
public sealed partial class Router
{
    private static HandlerTarget Handler(Delegate handler, BoundHandler<Response> bound, Type[] types) => new(handler, bound, types);

    private static AsyncHandlerTarget Handler(Delegate handler, BoundHandler<ValueTask<Response>> bound, Type[] types) =>
        new(handler, bound, types);

    private static AsyncHandlerTarget Handler(Delegate handler, BoundHandler<Task<Response>> bound, Type[] types) =>
        new(handler, HandlerBinding.OfTask(bound), types);

    private static AsyncAppTarget AsyncTarget(AsyncGatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return new(app, app);
    }

    private static AsyncAppTarget AsyncTarget(AsyncIteratorApp app) => new(app.ToAsync(), app);
}
