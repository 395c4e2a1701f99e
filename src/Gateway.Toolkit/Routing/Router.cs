using System.Runtime.CompilerServices;

namespace Gateway.Toolkit;

/// <summary>Finds the handler for a method and a path: an app made of apps. See docs/routing.md.</summary>
/// <remarks>
/// <para>A template's segments are literals, parameters (<c>{name}</c>, <c>{id:int}</c>) or, at its end, the rest of the path
/// (<c>{**path}</c>). In each
/// segment a literal goes before a constrained parameter, that before any other, that before the rest. Upper and lower case differ, and
/// so do paths with and without a slash at the end.</para>
/// <para>A path without a route is answered with 404, one without the method with 405 and <c>Allow</c>; <c>HEAD</c> goes where <c>GET</c>
/// does, and <c>OPTIONS</c> is answered unless it is mapped. These responses are small pages for browsers and problem details
/// (RFC 9457) for other clients.</para>
/// <para>Routes are added at start, by one thread. Once in use, a router does not change and may be called concurrently.</para>
/// </remarks>
/// <example>
/// <code>
/// var router = new Router();
/// router.Get("/", _ =&gt; Response.Text("home"));
/// router.Get("/articles/{id:int}", (Request _, int id) =&gt; Response.Json(Find(id)));
/// router.Post("/articles", async request =&gt; Response.Json(await request.ReadJsonAsync&lt;Article&gt;(), statusCode: 201));
/// </code>
/// </example>
public sealed partial class Router
{
    private readonly ConstraintRegistry _constraints = new();
    private readonly List<RouterRoute> _routes = [];
    private readonly List<RouteMount> _mounts = [];
    private readonly Lock _building = new();
    private RouterTable? _table;
    private bool _isBuilding;

    /// <summary>The routes of the router, in the order they were added; nested routers where they are mounted at the end.</summary>
    public IReadOnlyList<RouteDescription> Routes =>
    [
        .. _routes.Select(route => new RouteDescription(route.Method, route.Template, route.Name, route.Handler)
        {
            Code = route.Target.Code,
        }),
        .. _mounts.SelectMany(Describe),
    ];

    internal string? AsynchronousPart
    {
        get
        {
            Build();
            return _routes.Where(route => route.Target.AsynchronousPart is not null).Select(
                route => $"{route.Target.AsynchronousPart} ({route})")
                .Concat(_mounts.Where(mount => mount.Target.AsynchronousPart is not null)
                    .Select(mount => $"{mount.Target.AsynchronousPart} (mounted at {mount.Prefix})"))
                .FirstOrDefault();
        }
    }

    /// <summary>Adds a constraint of your own, for templates that are added afterwards: <c>{name:slug}</c>. A nested router has its
    /// own.</summary>
    /// <param name="name">Its name in templates: letters, digits and <c>_</c>.</param>
    /// <param name="constraint">The constraint.</param>
    /// <exception cref="ArgumentException">The name is malformed, or taken.</exception>
    /// <exception cref="InvalidOperationException">The router is in use already.</exception>
    public void AddConstraint(string name, RouteConstraint constraint)
    {
        ArgumentNullException.ThrowIfNull(constraint);
        RequireOpen();
        _constraints.Add(name, ConstraintRegistry.WithoutArguments(constraint));
    }

    /// <summary>Adds a constraint that takes arguments: <c>{id:range(1,9)}</c>.</summary>
    /// <inheritdoc cref="AddConstraint(string, RouteConstraint)"/>
    /// <param name="name">Its name in templates: letters, digits and <c>_</c>.</param>
    /// <param name="create">Makes one of the text between its parentheses, which holds none of <c>/:{}()</c>; empty without parentheses.
    /// Arguments that are malformed are told by a <see cref="FormatException"/> or an <see cref="ArgumentException"/>.</param>
    public void AddConstraint(string name, Func<string, RouteConstraint> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        RequireOpen();
        _constraints.Add(name, arguments => create(arguments ?? ""));
    }

    /// <summary>Mounts an app: requests below the prefix that no route of this router is made for go to it, with the prefix moved from
    /// <c>PATH_INFO</c> to <c>SCRIPT_NAME</c>.</summary>
    /// <param name="prefix">Literal, for example <c>/admin</c>: for <c>/admin</c> and <c>/admin/x</c>, not <c>/administer</c>.</param>
    /// <param name="app">The app.</param>
    /// <exception cref="ArgumentException">The prefix does not begin with a slash, ends with one, or has a parameter.</exception>
    [OverloadResolutionPriority(1)]
    public void Mount(string prefix, GatewayApp app) => Mount(prefix, new AppTarget(app), null, null);

    /// <inheritdoc cref="Mount(string, GatewayApp)"/>
    public void Mount(string prefix, AsyncGatewayApp app) => Mount(prefix, AsyncTarget(app), null, null);

    /// <inheritdoc cref="Mount(string, GatewayApp)"/>
    public void Mount(string prefix, AsyncIteratorApp app) => Mount(prefix, AsyncTarget(app), null, null);

    /// <summary>Nests a router below a prefix.</summary>
    /// <inheritdoc cref="Mount(string, GatewayApp)"/>
    /// <param name="prefix">Literal, for example <c>/admin</c>.</param>
    /// <param name="router">The router.</param>
    /// <param name="name">The text before the names of its routes here, with a dot: <c>admin.article</c>. Unless given, they keep their
    /// names.</param>
    public void Mount(string prefix, Router router, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(router);
        Mount(prefix, new RouterTarget(router), router, name);
    }

    /// <summary>The router as an app. From now on it cannot be changed.</summary>
    /// <returns>The app.</returns>
    /// <exception cref="InvalidOperationException">Two routes match the same path and neither is more specific, or two have the same
    /// name. The message names both.</exception>
    public AsyncGatewayApp ToApp()
    {
        Build();
        return CallAsync;
    }

    /// <summary>The router as a synchronous app. From now on it cannot be changed.</summary>
    /// <returns>The app.</returns>
    /// <exception cref="InvalidOperationException">As <see cref="ToApp"/>; or a handler is asynchronous. The message names it.</exception>
    public GatewayApp ToSyncApp() => AsynchronousPart is { } part
        ? throw new InvalidOperationException($"{part} is asynchronous; only ToApp makes an app of a router that has it.")
        : Call;

    /// <summary>The router as an app, where one is taken.</summary>
    /// <param name="router">The router.</param>
    public static implicit operator AsyncGatewayApp(Router router)
    {
        ArgumentNullException.ThrowIfNull(router);
        return router.ToApp();
    }

    /// <summary>The path of a named route below this router, percent-encoded. From now on the router cannot be changed.</summary>
    /// <param name="name">The route's name.</param>
    /// <param name="values">A value for each parameter: <c>("id", 5)</c>. Written as the invariant culture does.</param>
    /// <returns>For example <c>/articles/5</c>.</returns>
    /// <exception cref="ArgumentException">There is no such route; or a value is missing, malformed or not one of the route's.</exception>
    public string UrlFor(string name, params ReadOnlySpan<(string Name, object Value)> values) => Named(name).Build("", values);

    /// <summary>The path of a named route as a client has to ask for it: below <c>SCRIPT_NAME</c>, also from within what is mounted in
    /// this router.</summary>
    /// <param name="environ">The request being answered.</param>
    /// <param name="name">The route's name.</param>
    /// <param name="values">A value for each parameter: <c>("id", 5)</c>.</param>
    /// <returns>For example <c>/app/articles/5</c>.</returns>
    /// <inheritdoc cref="UrlFor(string, ReadOnlySpan{ValueTuple{string, object}})"/>
    public string UrlFor(Environ environ, string name, params ReadOnlySpan<(string Name, object Value)> values)
    {
        ArgumentNullException.ThrowIfNull(environ);
        return Named(name).Build(RouterScope.ScriptNameOf(this, environ), values);
    }

    /// <inheritdoc cref="UrlFor(Environ, string, ReadOnlySpan{ValueTuple{string, object}})"/>
    /// <param name="request">The request being answered.</param>
    /// <param name="name">The route's name.</param>
    /// <param name="values">A value for each parameter: <c>("id", 5)</c>.</param>
    public string UrlFor(Request request, string name, params ReadOnlySpan<(string Name, object Value)> values)
    {
        ArgumentNullException.ThrowIfNull(request);
        return UrlFor(request.Environ, name, values);
    }

    internal void RequireOpen()
    {
        if (_table is not null)
            throw new InvalidOperationException("The router is in use already: routes and names are given before.");
    }

    internal RouterTable Build()
    {
        if (Volatile.Read(ref _table) is { } built)
            return built;

        lock (_building)
        {
            if (_isBuilding)
                throw new InvalidOperationException("The router is mounted below itself.");
            _isBuilding = true;
            try
            {
                return _table ??= RouterTable.Build(_routes, _mounts);
            }
            finally
            {
                _isBuilding = false;
            }
        }
    }

    private static IEnumerable<RouteDescription> Describe(RouteMount mount) => mount.Router is null
        ? [new RouteDescription("*", mount.Prefix + "/{**path}", null, mount.Target.Name) { Code = mount.Target.Code }]
        : mount.Router.Routes.Select(route => route with
        {
            Template = mount.Prefix + route.Template,
            Name = route.Name is null || mount.Name is null ? route.Name : $"{mount.Name}.{route.Name}",
        });

    private void Mount(string prefix, RouteTarget target, Router? router, string? name)
    {
        RequireOpen();
        var template = RouteTemplate.Parse(prefix, _constraints);
        if (template.Parameters.Length > 0 || prefix.EndsWith('/'))
            throw new ArgumentException($"The prefix '{prefix}' must be literal and end without a slash, like '/admin'.", nameof(prefix));
        _mounts.Add(new(template, target, router, name));
    }

    private RouterRoute Add(string method, string template, RouteTarget target)
    {
        RequireOpen();
        RequireMethod(method);
        var route = new RouterRoute(this, method, RouteTemplate.Parse(template, _constraints), target);
        _routes.Add(route);
        return route;
    }

    private static void RequireMethod(string method)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        try
        {
            _ = new HttpMethod(method);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"'{method}' is not a valid HTTP method (RFC 9110, 9.1).", nameof(method), exception);
        }
    }

    private RouteUrl Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Build().Urls.TryGetValue(name, out var url)
            ? url
            : throw new ArgumentException($"There is no route named '{name}'.", nameof(name));
    }
}
