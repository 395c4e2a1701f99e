using System.Runtime.CompilerServices;

namespace Gateway.Toolkit;

// One method for each kind of handler, so that lambdas need no cast; where several would do, the priority decides.
// The project file makes Get, Post, Put, Delete and Patch of this file when it is built: change them here.
public sealed partial class Router
{
    /// <summary>Adds a route for any method.</summary>
    /// <param name="method">The method, in the case it is sent in: <c>PROPFIND</c>.</param>
    /// <param name="template">The path, decoded: <c>/articles/{id:int}</c>.</param>
    /// <param name="handler">Answers the request. Takes the values of the template's parameters in their order, or asks for them with
    /// <see cref="RouteValueExtensions.RouteValue(Request, string)"/>.</param>
    /// <returns>The route, to be given a name.</returns>
    /// <exception cref="ArgumentException">The template is malformed, or the handler takes other values than it has.</exception>
    /// <exception cref="InvalidOperationException">The router is in use already.</exception>
    [OverloadResolutionPriority(2)]
    public RouterRoute Map(string method, string template, Func<Request, Response> handler) =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), []));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    [OverloadResolutionPriority(1)]
    public RouterRoute Map(string method, string template, Func<Request, ValueTask<Response>> handler) =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), []));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    public RouterRoute Map(string method, string template, Func<Request, Task<Response>> handler) =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), []));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    [OverloadResolutionPriority(2)]
    public RouterRoute Map<T1>(string method, string template, Func<Request, T1, Response> handler)
        where T1 : IParsable<T1> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    [OverloadResolutionPriority(1)]
    public RouterRoute Map<T1>(string method, string template, Func<Request, T1, ValueTask<Response>> handler)
        where T1 : IParsable<T1> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    public RouterRoute Map<T1>(string method, string template, Func<Request, T1, Task<Response>> handler)
        where T1 : IParsable<T1> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    [OverloadResolutionPriority(2)]
    public RouterRoute Map<T1, T2>(string method, string template, Func<Request, T1, T2, Response> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1), typeof(T2)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    [OverloadResolutionPriority(1)]
    public RouterRoute Map<T1, T2>(string method, string template, Func<Request, T1, T2, ValueTask<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1), typeof(T2)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    public RouterRoute Map<T1, T2>(string method, string template, Func<Request, T1, T2, Task<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1), typeof(T2)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    [OverloadResolutionPriority(2)]
    public RouterRoute Map<T1, T2, T3>(string method, string template, Func<Request, T1, T2, T3, Response> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1), typeof(T2), typeof(T3)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    [OverloadResolutionPriority(1)]
    public RouterRoute Map<T1, T2, T3>(string method, string template, Func<Request, T1, T2, T3, ValueTask<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1), typeof(T2), typeof(T3)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    public RouterRoute Map<T1, T2, T3>(string method, string template, Func<Request, T1, T2, T3, Task<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1), typeof(T2), typeof(T3)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    [OverloadResolutionPriority(2)]
    public RouterRoute Map<T1, T2, T3, T4>(string method, string template, Func<Request, T1, T2, T3, T4, Response> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3>
        where T4 : IParsable<T4> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1), typeof(T2), typeof(T3), typeof(T4)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    [OverloadResolutionPriority(1)]
    public RouterRoute Map<T1, T2, T3, T4>(string method, string template, Func<Request, T1, T2, T3, T4, ValueTask<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3>
        where T4 : IParsable<T4> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1), typeof(T2), typeof(T3), typeof(T4)]));

    /// <inheritdoc cref="Map(string, string, Func{Request, Response})"/>
    public RouterRoute Map<T1, T2, T3, T4>(string method, string template, Func<Request, T1, T2, T3, T4, Task<Response>> handler)
        where T1 : IParsable<T1>
        where T2 : IParsable<T2>
        where T3 : IParsable<T3>
        where T4 : IParsable<T4> =>
        Add(method, template, Handler(handler, HandlerBinding.Bind(handler), [typeof(T1), typeof(T2), typeof(T3), typeof(T4)]));

    /// <summary>Adds a route for any method that leads to an app. <c>SCRIPT_NAME</c> and <c>PATH_INFO</c> stay as they are.</summary>
    /// <param name="method">The method, in the case it is sent in.</param>
    /// <param name="template">The path, decoded: <c>/articles/{id:int}</c>.</param>
    /// <param name="app">The app; the values stand under <see cref="RouteValueExtensions.RoutingArgs"/>.</param>
    /// <returns>The route, to be given a name.</returns>
    /// <exception cref="ArgumentException">The template is malformed.</exception>
    /// <exception cref="InvalidOperationException">The router is in use already.</exception>
    [OverloadResolutionPriority(2)]
    public RouterRoute Map(string method, string template, GatewayApp app) => Add(method, template, new AppTarget(app));

    /// <inheritdoc cref="Map(string, string, GatewayApp)"/>
    [OverloadResolutionPriority(1)]
    public RouterRoute Map(string method, string template, AsyncGatewayApp app) => Add(method, template, AsyncTarget(app));

    /// <inheritdoc cref="Map(string, string, GatewayApp)"/>
    public RouterRoute Map(string method, string template, AsyncIteratorApp app) => Add(method, template, AsyncTarget(app));
}
