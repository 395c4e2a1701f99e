namespace Gateway.Tool.Loading;

/// <summary>Makes a version of an app: builds its source, loads it, finds the app in it, and puts around it what was asked for.</summary>
internal sealed class AppLoader(AppSource source, AppReference? reference, IReadOnlyList<string> middleware, bool lint)
{
    public AppSource Source { get; } = source;

    /// <exception cref="ToolException">It does not build, cannot be loaded, or has no such app.</exception>
    public async Task<AppVersion> LoadAsync(CancellationToken cancellationToken)
    {
        var finder = await FinderAsync(cancellationToken);
        var (app, name) = finder.Find(reference);
        app = MiddlewareFinder.Wrap(app, finder, middleware);
        return new AppVersion(lint ? app.Lint() : app, name, finder.Assembly);
    }

    /// <summary>The value of a static property or field of a type.</summary>
    /// <exception cref="ToolException">It does not build, cannot be loaded, or has no such member.</exception>
    public async Task<T> LoadAsync<T>(CancellationToken cancellationToken) => (await FinderAsync(cancellationToken)).Find<T>(reference);

    private async Task<AppFinder> FinderAsync(CancellationToken cancellationToken)
    {
        var path = Source.Kind == AppSourceKind.Assembly ? Source.Path : await AppBuild.RunAsync(Source, cancellationToken);
        return new AppFinder(AppAssembly.Load(path));
    }
}
