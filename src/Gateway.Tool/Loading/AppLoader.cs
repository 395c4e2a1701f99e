namespace Gateway.Tool.Loading;

/// <summary>Makes a version of an app: builds its source, loads it, finds the app in it, and puts around it what was asked for.</summary>
internal sealed class AppLoader(AppSource source, AppReference? reference, IReadOnlyList<string> middleware, bool lint)
{
    public AppSource Source { get; } = source;

    /// <exception cref="ToolException">It does not build, cannot be loaded, or has no such app.</exception>
    public async Task<AppVersion> LoadAsync(CancellationToken cancellationToken)
    {
        var path = Source.Kind == AppSourceKind.Assembly ? Source.Path : await AppBuild.RunAsync(Source, cancellationToken);
        var assembly = AppAssembly.Load(path);
        var finder = new AppFinder(assembly);
        var (app, name) = finder.Find(reference);
        app = MiddlewareFinder.Wrap(app, finder, middleware);
        return new AppVersion(lint ? app.Lint() : app, name, assembly);
    }
}
