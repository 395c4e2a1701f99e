using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Gateway.Tool.Compiling;

/// <summary>The properties of the build and the <c>.editorconfig</c> files, for source generators.</summary>
internal sealed class GeneratorSettings(AnalyzerConfigSet files) : AnalyzerConfigOptionsProvider
{
    private static readonly Settings None = new(ImmutableDictionary<string, string>.Empty);

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Settings(files.GlobalConfigOptions.AnalyzerOptions);

    public static GeneratorSettings Read(IEnumerable<string> paths) =>
        new(AnalyzerConfigSet.Create(
            paths.Where(File.Exists).Select(path => AnalyzerConfig.Parse(File.ReadAllText(path), path)).ToImmutableArray()));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) =>
        Path.IsPathRooted(tree.FilePath) ? new Settings(files.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions) : None;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => None;

    private sealed class Settings(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
