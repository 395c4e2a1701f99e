using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Gateway.Tool.Compiling;

/// <summary>Finds the compiler's libraries: those of the .NET SDK, which start quickly because they hold native code, else the tool's
/// own copy.</summary>
internal static class CompilerLibraries
{
    private static readonly Lazy<string> Folder = new(Find);
    private static int _isRegistered;

    /// <summary>The folder of .NET, with <c>sdk</c>, <c>packs</c> and <c>shared</c> in it.</summary>
    public static string DotnetFolder { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    /// <summary>Makes the compiler's types loadable. Call this before any method that uses one.</summary>
    public static void Register()
    {
        if (Interlocked.Exchange(ref _isRegistered, 1) == 0)
            AssemblyLoadContext.Default.Resolving += Resolve;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp"
            ? context.LoadFromAssemblyPath(Path.Combine(Folder.Value, name.Name + ".dll"))
            : null;

    private static string Find()
    {
        var needed = typeof(CompilerLibraries).Assembly.GetReferencedAssemblies()
            .Single(reference => reference.Name == "Microsoft.CodeAnalysis.CSharp").Version!;
        return VersionedFolder.Newest(Path.Combine(DotnetFolder, "sdk"))
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore"))
            .FirstOrDefault(folder => Version(Path.Combine(folder, "Microsoft.CodeAnalysis.CSharp.dll")) >= needed)
            ?? Path.Combine(AppContext.BaseDirectory, "compiler");
    }

    private static Version? Version(string path) => File.Exists(path) ? AssemblyName.GetAssemblyName(path).Version : null;
}
