using System.Reflection;
using System.Runtime.Loader;

namespace Gateway.Tool.Loading;

/// <summary>One version of an app and what it brings along. The contract and the framework are the tool's, so that both mean the same
/// types.</summary>
/// <remarks>Assemblies are read into memory: the files can be replaced while they are served, and what is loaded next is what is there
/// then.</remarks>
internal sealed class AppLoadContext(string path) : AssemblyLoadContext(Path.GetFileName(path), isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    public Assembly LoadApp() => Read(path);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        IsShared(assemblyName) ? null : _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? Read(found) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;

    private static bool IsShared(AssemblyName name) =>
        name.Name!.StartsWith("Gateway.", StringComparison.Ordinal)
            && File.Exists(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll"));

    private Assembly Read(string file)
    {
        using var assembly = new MemoryStream(File.ReadAllBytes(file));
        var symbols = Path.ChangeExtension(file, ".pdb");
        if (!File.Exists(symbols))
            return LoadFromStream(assembly);
        using var debug = new MemoryStream(File.ReadAllBytes(symbols));
        return LoadFromStream(assembly, debug);
    }
}
