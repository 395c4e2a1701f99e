using System.Runtime.CompilerServices;

namespace Gateway.Toolkit;

// One method for each kind of handler, so that lambdas need no cast; where several would do, the priority decides.
public sealed partial class Router
{
    /// <summary>Adds a route for GET.</summary>
    /// <param name="template">The path, decoded: <c>/articles/{id:int}</c>.</param>
    /// <param name="handler">Answers the request. Takes the values of the template's parameters in their order, or asks for them with <see cref="RouteValueExtensions.RouteValue(Request, string)"/>.</param>
    /// <returns>The route, to be given a name.</returns>
    /// <exception cref="ArgumentException">The template is malformed, or the handler takes other values than it has.</exception>
    /// <exception cref="InvalidOperationException">The router is in use already.</exception>
    [OverloadResolutionPriority(2)]
    public Route Get(string template, Func<Request, Response> handler) =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    [OverloadResolutionPriority(1)]
    public Route Get(string template, Func<Request, ValueTask<Response>> handler) =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    public Route Get(string template, Func<Request, Task<Response>> handler) =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    [OverloadResolutionPriority(2)]
    public Route Get<T1>(string template, Func<Request, T1, Response> handler)
        where T1 : IParsable<T1> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    [OverloadResolutionPriority(1)]
    public Route Get<T1>(string template, Func<Request, T1, ValueTask<Response>> handler)
        where T1 : IParsable<T1> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    public Route Get<T1>(string template, Func<Request, T1, Task<Response>> handler)
        where T1 : IParsable<T1> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    [OverloadResolutionPriority(2)]
    public Route Get<T1, T2>(string template, Func<Request, T1, T2, Response> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    [OverloadResolutionPriority(1)]
    public Route Get<T1, T2>(string template, Func<Request, T1, T2, ValueTask<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    public Route Get<T1, T2>(string template, Func<Request, T1, T2, Task<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    [OverloadResolutionPriority(2)]
    public Route Get<T1, T2, T3>(string template, Func<Request, T1, T2, T3, Response> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    [OverloadResolutionPriority(1)]
    public Route Get<T1, T2, T3>(string template, Func<Request, T1, T2, T3, ValueTask<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    public Route Get<T1, T2, T3>(string template, Func<Request, T1, T2, T3, Task<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    [OverloadResolutionPriority(2)]
    public Route Get<T1, T2, T3, T4>(string template, Func<Request, T1, T2, T3, T4, Response> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3>
        where T4 : IParsable<T4> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    [OverloadResolutionPriority(1)]
    public Route Get<T1, T2, T3, T4>(string template, Func<Request, T1, T2, T3, T4, ValueTask<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3>
        where T4 : IParsable<T4> =>
        Map("GET", template, handler);

    /// <inheritdoc cref="Get(string, Func{Request, Response})"/>
    public Route Get<T1, T2, T3, T4>(string template, Func<Request, T1, T2, T3, T4, Task<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3>
        where T4 : IParsable<T4> =>
        Map("GET", template, handler);

    /// <summary>Adds a route for GET that leads to an app. <c>SCRIPT_NAME</c> and <c>PATH_INFO</c> stay as they are.</summary>
    /// <param name="template">The path, decoded: <c>/articles/{id:int}</c>.</param>
    /// <param name="app">The app; the values stand under <see cref="RouteValueExtensions.RoutingArgs"/>.</param>
    /// <returns>The route, to be given a name.</returns>
    /// <exception cref="ArgumentException">The template is malformed.</exception>
    /// <exception cref="InvalidOperationException">The router is in use already.</exception>
    [OverloadResolutionPriority(2)]
    public Route Get(string template, GatewayApp app) => Map("GET", template, app);

    /// <inheritdoc cref="Get(string, GatewayApp)"/>
    [OverloadResolutionPriority(1)]
    public Route Get(string template, AsyncGatewayApp app) => Map("GET", template, app);

    /// <inheritdoc cref="Get(string, GatewayApp)"/>
    public Route Get(string template, AsyncIteratorApp app) => Map("GET", template, app);
}
