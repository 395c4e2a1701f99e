using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Gateway.Tool.Compiling;

/// <summary>Loads source generators and what is next to them, apart from the tool's own libraries.</summary>
internal sealed class GeneratorLoader : AssemblyLoadContext, IAnalyzerAssemblyLoader
{
    private readonly Dictionary<string, string> _locations = [];

    public void AddDependencyLocation(string fullPath) => _locations[Path.GetFileNameWithoutExtension(fullPath)] = fullPath;

    public Assembly LoadFromPath(string fullPath) => LoadFromAssemblyPath(fullPath);

    // The compiler is the one that runs, so that both mean the same types.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp"
            ? null
            : _locations.TryGetValue(assemblyName.Name!, out var path)
            ? LoadFromAssemblyPath(path)
            : _locations.Values.Select(Path.GetDirectoryName).Distinct()
                .Select(folder => Path.Combine(folder!, assemblyName.Name + ".dll"))
                .Where(File.Exists).Select(LoadFromAssemblyPath).FirstOrDefault();
}
