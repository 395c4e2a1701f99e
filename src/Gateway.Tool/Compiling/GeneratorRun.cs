using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateway.Tool.Compiling;

/// <summary>Runs the source generators of a compilation. Analyzers are left to the SDK.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorLoader _loader = new();
    private readonly Dictionary<string, ImmutableArray<ISourceGenerator>> _known = [];

    // Kept for the next run, for which a generator does again only what has changed.
    private (string Generators, GeneratorDriver Driver)? _last;

    /// <summary>The compilation with the generated sources.</summary>
    public Compilation Run(
        Compilation compilation, CSharpCommandLineArguments arguments, CSharpParseOptions options,
        out ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        diagnostics = [];
        var paths = arguments.AnalyzerReferences.Select(reference => reference.FilePath).ToList();
        var generators = paths.SelectMany(path => Load(path, paths)).ToList();
        if (generators.Count == 0)
            return compilation;

        var names = string.Join('\n', paths);
        var driver = _last is { } last && last.Generators == names ? last.Driver : CSharpGeneratorDriver.Create(generators);
        driver = driver.WithUpdatedParseOptions(options)
            .WithUpdatedAnalyzerConfigOptions(GeneratorSettings.Read(arguments.AnalyzerConfigPaths))
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out diagnostics, cancellationToken);
        _last = (names, driver);
        return generated;
    }

    private ImmutableArray<ISourceGenerator> Load(string path, List<string> all)
    {
        if (_known.TryGetValue(path, out var generators))
            return generators;
        foreach (var dependency in all)
            _loader.AddDependencyLocation(dependency);
        return _known[path] = new AnalyzerFileReference(path, _loader).GetGenerators(LanguageNames.CSharp);
    }
}
