using Gateway.Python;

namespace Gateway.Tool.Loading;

/// <summary>Makes a version of an app: builds its source, loads it, finds the app in it, and puts around it what was asked for.</summary>
internal sealed class AppLoader(
    AppSource source, AppReference? reference, IReadOnlyList<string> middleware, bool lint, PythonAppOptions? python = null)
{
    public AppSource Source { get; } = source;

    /// <exception cref="ToolException">It does not build, cannot be loaded, or has no such app.</exception>
    public async Task<AppVersion> LoadAsync(CancellationToken cancellationToken)
    {
        if (Source.Kind == AppSourceKind.Python)
            return await LoadPythonAsync(cancellationToken);
        var finder = await FinderAsync(cancellationToken);
        var (app, name) = finder.Find(reference);
        app = MiddlewareFinder.Wrap(app, finder, middleware);
        return new AppVersion(lint ? app.Lint() : app, name, finder.Assembly);
    }

    /// <summary>The value of a static property or field of a type.</summary>
    /// <exception cref="ToolException">It does not build, cannot be loaded, or has no such member.</exception>
    public async Task<T> LoadAsync<T>(CancellationToken cancellationToken) => (await FinderAsync(cancellationToken)).Find<T>(reference);

    private async Task<AppVersion> LoadPythonAsync(CancellationToken cancellationToken)
    {
        if (reference is not null || middleware.Count > 0)
        {
            throw new ToolException(ExitCode.Usage, $"{Source.Path} is a Python app: it has no member, and --middleware is for .NET apps. "
                + "Mount it with MapGatewayApp in a host of your own to put C# in front.");
        }

        var app = new PythonApp(Source.Path, python);
        try
        {
            await app.StartAsync().WaitAsync(cancellationToken);
        }
        catch (Exception error)
        {
            await app.DisposeAsync();
            if (error is PythonLoadException)
                throw new ToolException(ExitCode.App, $"{Source.Path} cannot be loaded.\n{error.Message}", error);
            throw;
        }

        var loaded = new LoadedApp(app.ToAsyncGatewayApp());
        return new AppVersion(lint ? loaded.Lint() : loaded, Source.Path, Assembly: null) { Python = app };
    }

    private async Task<AppFinder> FinderAsync(CancellationToken cancellationToken)
    {
        if (Source.Kind == AppSourceKind.Python)
            throw new ToolException(ExitCode.Usage, $"{Source.Path} is a Python app; this command is for .NET apps.");
        var path = Source.Kind == AppSourceKind.Assembly ? Source.Path : await AppBuild.RunAsync(Source, cancellationToken);
        return new AppFinder(AppAssembly.Load(path));
    }
}
