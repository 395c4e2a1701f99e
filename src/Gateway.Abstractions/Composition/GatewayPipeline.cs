using System.Runtime.CompilerServices;

namespace Gateway;

/// <summary>Puts middleware and apps together, first to last. The pipeline is asynchronous; synchronous apps are lifted.</summary>
/// <remarks>A pipeline is built at start, by one thread; the app it builds may be called concurrently.</remarks>
/// <example>
/// <code>
/// AsyncGatewayApp site = new GatewayPipeline()
///     .Use(Lint.Check)
///     .Map("/api", Api)
///     .Run(App)
///     .Build();
/// </code>
/// </example>
public sealed class GatewayPipeline
{
    private static readonly (string, string)[] NotFoundHeaders = [("Content-Type", "text/plain")];

    private readonly List<AsyncGatewayMiddleware> _middleware = [];
    private AsyncGatewayApp? _fallback;

    /// <summary>Adds middleware. What is added first sees the request first.</summary>
    /// <param name="middleware">The middleware.</param>
    /// <returns>This pipeline.</returns>
    public GatewayPipeline Use(AsyncGatewayMiddleware middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        if (_fallback is not null)
            throw new InvalidOperationException("Run has been called: nothing can come after the app that answers every request.");
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>Mounts an app: requests below the prefix go to it, with the prefix moved from <c>PATH_INFO</c> to
    /// <c>SCRIPT_NAME</c>.</summary>
    /// <param name="prefix">For example <c>/api</c>: matches <c>/api</c> and <c>/api/x</c>, not <c>/apix</c>; upper and lower case
    /// differ.</param>
    /// <param name="app">The app.</param>
    /// <returns>This pipeline.</returns>
    /// <exception cref="ArgumentException">The prefix does not begin with a slash, or ends with one.</exception>
    [OverloadResolutionPriority(1)]
    public GatewayPipeline Map(string prefix, GatewayApp app) => Map(prefix, app.ToAsync());

    /// <inheritdoc cref="Map(string, GatewayApp)"/>
    public GatewayPipeline Map(string prefix, AsyncGatewayApp app)
    {
        PathPrefix.Validate(prefix);
        ArgumentNullException.ThrowIfNull(app);
        return Use(next => (environ, startResponse) =>
        {
            if (!PathPrefix.Matches(prefix, environ.PathInfo))
                return next(environ, startResponse);
            PathPrefix.Move(prefix, environ);
            return app(environ, startResponse);
        });
    }

    /// <inheritdoc cref="Map(string, GatewayApp)"/>
    public GatewayPipeline Map(string prefix, AsyncIteratorApp app) => Map(prefix, app.ToAsync());

    /// <summary>Adds middleware that only some requests go through. The branch joins the pipeline again, unless it answers.</summary>
    /// <param name="predicate">Which requests.</param>
    /// <param name="configure">Fills the branch.</param>
    /// <returns>This pipeline.</returns>
    public GatewayPipeline When(Func<Environ, bool> predicate, Action<GatewayPipeline> configure)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ArgumentNullException.ThrowIfNull(configure);
        var branch = new GatewayPipeline();
        configure(branch);
        return Use(next =>
        {
            var branched = branch.Build(next);
            return (environ, startResponse) => (predicate(environ) ? branched : next)(environ, startResponse);
        });
    }

    /// <summary>Asks several apps in turn: the first that does not answer 404 or 405 is heard; after the last, the request goes on down
    /// the pipeline.</summary>
    /// <remarks>The apps share the request body: one that reads it before it answers 404 leaves nothing to the next.</remarks>
    /// <param name="apps">The apps, in the order they are asked.</param>
    /// <returns>This pipeline.</returns>
    [OverloadResolutionPriority(1)]
    public GatewayPipeline Cascade(params GatewayApp[] apps)
    {
        ArgumentNullException.ThrowIfNull(apps);
        return Cascade(Array.ConvertAll(apps, app => app.ToAsync()));
    }

    /// <inheritdoc cref="Cascade(GatewayApp[])"/>
    public GatewayPipeline Cascade(params AsyncGatewayApp[] apps)
    {
        ArgumentNullException.ThrowIfNull(apps);
        foreach (var app in apps)
        {
            ArgumentNullException.ThrowIfNull(app, nameof(apps));
            Use(next => new CascadeApp(app, next).CallAsync);
        }

        return this;
    }

    /// <summary>Ends the pipeline with the app that answers whatever came through.</summary>
    /// <param name="app">The app.</param>
    /// <returns>This pipeline.</returns>
    [OverloadResolutionPriority(1)]
    public GatewayPipeline Run(GatewayApp app) => Run(app.ToAsync());

    /// <inheritdoc cref="Run(GatewayApp)"/>
    public GatewayPipeline Run(AsyncGatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (_fallback is not null)
            throw new InvalidOperationException("Run has been called before: one app answers whatever comes through.");
        _fallback = app;
        return this;
    }

    /// <inheritdoc cref="Run(GatewayApp)"/>
    public GatewayPipeline Run(AsyncIteratorApp app) => Run(app.ToAsync());

    /// <summary>Makes one app of the pipeline. Without <see cref="Run(GatewayApp)"/>, what nothing matched is answered with a plain
    /// 404.</summary>
    /// <returns>The app.</returns>
    /// <example>
    /// <code>
    /// GatewayServer.RunAsync(new GatewayPipeline().Use(Lint.Check).Run(App).Build(), args: args);
    /// </code>
    /// </example>
    public AsyncGatewayApp Build() => Build(NotFound);

    private AsyncGatewayApp Build(AsyncGatewayApp rest)
    {
        var app = _fallback ?? rest;
        foreach (var middleware in Enumerable.Reverse(_middleware))
            app = app.Use(middleware);
        return app;
    }

    private static ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> NotFound(Environ environ, StartResponse startResponse)
    {
        startResponse("404 Not Found", NotFoundHeaders);
        return new(Body.Text("404 Not Found\n"));
    }
}
