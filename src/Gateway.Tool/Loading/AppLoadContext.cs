using System.Reflection;
using System.Runtime.Loader;
using Gateway.Tool.Compiling;

namespace Gateway.Tool.Loading;

/// <summary>One version of an app and what it brings along. The contract and the framework are the tool's, so that both mean the same
/// types.</summary>
/// <remarks>Assemblies are read into memory: the files can be replaced while they are served, and what is loaded next is what is there
/// then.</remarks>
internal sealed class AppLoadContext(AppImage image) : AssemblyLoadContext(Path.GetFileName(image.Path), isCollectible: true)
{
    // A single file that was compiled in memory has nothing but the tool's libraries.
    private readonly AssemblyDependencyResolver? _resolver = File.Exists(image.Path) ? new(image.Path) : null;

    public Assembly LoadApp() => Read(image.Assembly!, image.Symbols);

    /// <summary>The debugging symbols of the app's assembly; null for any other.</summary>
    public byte[]? SymbolsOf(Assembly assembly) =>
        assembly.GetName().Name == Path.GetFileNameWithoutExtension(image.Path) ? image.Symbols : null;

    protected override Assembly? Load(AssemblyName assemblyName) =>
        IsShared(assemblyName) ? null : _resolver?.ResolveAssemblyToPath(assemblyName) is { } found ? Read(found) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver?.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;

    private static bool IsShared(AssemblyName name) =>
        name.Name!.StartsWith("Gateway.", StringComparison.Ordinal)
            && File.Exists(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll"));

    private Assembly Read(string file)
    {
        var symbols = Path.ChangeExtension(file, ".pdb");
        return Read(File.ReadAllBytes(file), File.Exists(symbols) ? File.ReadAllBytes(symbols) : null);
    }

    private Assembly Read(byte[] assembly, byte[]? symbols)
    {
        using var code = new MemoryStream(assembly);
        if (symbols is null)
            return LoadFromStream(code);
        using var debug = new MemoryStream(symbols);
        return LoadFromStream(code, debug);
    }
}
