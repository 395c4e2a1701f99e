using System.Reflection;
using System.Runtime.Loader;

namespace Gateway.Tool.Loading;

/// <summary>An app as it was when it was loaded.</summary>
internal sealed record AppVersion(LoadedApp App, string Name, Assembly Assembly)
{
    /// <summary>The assemblies it refers to that are not to be found; it may fail when it first needs one.</summary>
    public IReadOnlyList<string> Missing { get; } = [.. Assembly.GetReferencedAssemblies().Where(name => !CanLoad(Assembly, name)).Select(name => name.Name!)];

    /// <summary>Lets go of the app's code, as soon as its last request has ended.</summary>
    public void Unload() => AssemblyLoadContext.GetLoadContext(Assembly)!.Unload();

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
