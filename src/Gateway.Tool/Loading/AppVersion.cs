using System.Reflection;
using System.Runtime.Loader;

namespace Gateway.Tool.Loading;

/// <summary>An app as it was when it was loaded.</summary>
internal sealed record AppVersion(LoadedApp App, string Name, Assembly Assembly)
{
    /// <summary>Lets go of the app's code, as soon as its last request has ended.</summary>
    public void Unload() => AssemblyLoadContext.GetLoadContext(Assembly)!.Unload();
}
