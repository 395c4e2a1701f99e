using Gateway.Python;
using Gateway.Tool.Compiling;

namespace Gateway.Tool.Loading;

/// <summary>Makes a version of an app: builds its source, loads it, finds the app in it, and puts around it what was asked for.</summary>
internal sealed class AppLoader(
    NamedApp target, IReadOnlyList<string> middleware, bool lint, AppBuilder builder, PythonAppOptions? python = null)
{
    /// <exception cref="ToolException">It does not build, cannot be loaded, or has no such app.</exception>
    public async Task<AppVersion> LoadAsync(CancellationToken cancellationToken)
    {
        if (target.Source.Kind == AppSourceKind.Python)
            return await LoadPythonAsync(cancellationToken);
        var finder = await FinderAsync(cancellationToken);
        var (app, name) = finder.Find(target.Reference);
        app = MiddlewareFinder.Wrap(app, finder, middleware);
        return new AppVersion(lint ? app.Lint() : app, name, finder.Assembly);
    }

    /// <summary>Prepares for the next version, in the background.</summary>
    public void WarmUp(CancellationToken cancellationToken)
    {
        if (target.Source.Kind is AppSourceKind.File or AppSourceKind.Project)
            builder.WarmUp(target.Source, cancellationToken);
    }

    /// <summary>The value of a static property or field of a type.</summary>
    /// <exception cref="ToolException">It does not build, cannot be loaded, or has no such member.</exception>
    public async Task<T> LoadAsync<T>(CancellationToken cancellationToken) =>
        (await FinderAsync(cancellationToken)).Find<T>(target.Reference);

    private async Task<AppVersion> LoadPythonAsync(CancellationToken cancellationToken)
    {
        var source = target.Source;
        if (target.Reference is not null || middleware.Count > 0)
        {
            throw new ToolException(ExitCode.Usage, $"{source.Path} is a Python app: it has no member, and --middleware is for .NET apps. "
                + "Mount it with MapGatewayApp in a host of your own to put C# in front.");
        }

        var app = new PythonApp(source.Path, python);
        try
        {
            await app.StartAsync().WaitAsync(cancellationToken);
        }
        catch (Exception error)
        {
            await app.DisposeAsync();
            if (error is PythonLoadException)
                throw new ToolException(ExitCode.App, $"{source.Path} cannot be loaded.\n{error.Message}", error);
            throw;
        }

        var loaded = new LoadedApp(app.ToAsyncGatewayApp());
        return new AppVersion(lint ? loaded.Lint() : loaded, source.Path, Assembly: null) { Python = app };
    }

    private async Task<AppFinder> FinderAsync(CancellationToken cancellationToken)
    {
        var source = target.Source;
        if (source.Kind == AppSourceKind.Python)
            throw new ToolException(ExitCode.Usage, $"{source.Path} is a Python app; this command is for .NET apps.");
        return new AppFinder(AppAssembly.Load(source.Kind == AppSourceKind.Assembly
            ? new AppImage(source.Path)
            : await builder.BuildAsync(source, cancellationToken)));
    }
}
