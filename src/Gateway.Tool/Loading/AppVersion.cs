using System.Reflection;
using System.Runtime.Loader;
using Gateway.Python;

namespace Gateway.Tool.Loading;

/// <summary>An app as it was when it was loaded.</summary>
internal sealed record AppVersion(LoadedApp App, string Name, Assembly? Assembly)
{
    /// <summary>The assemblies it refers to that are not to be found; it may fail when it first needs one.</summary>
    public IReadOnlyList<string> Missing { get; } = Assembly is null
        ? []
        : [.. Assembly.GetReferencedAssemblies().Where(name => !CanLoad(Assembly, name)).Select(name => name.Name!)];

    /// <summary>The workers of a Python app; null for a .NET app.</summary>
    public PythonApp? Python { get; init; }

    /// <summary>Lets go of the app's code, as soon as its last request has ended.</summary>
    public async Task UnloadAsync()
    {
        if (Assembly is not null)
            AssemblyLoadContext.GetLoadContext(Assembly)!.Unload();
        if (Python is not null)
            await Python.DisposeAsync();
    }

    private static bool CanLoad(Assembly app, AssemblyName name)
    {
        try
        {
            return AssemblyLoadContext.GetLoadContext(app)!.LoadFromAssemblyName(name) is not null;
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            return false;
        }
    }
}
