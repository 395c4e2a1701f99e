using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Gateway.Tool.Compiling;

/// <summary>The C# compiler in this process. It stays warm: references and source generators are loaded once.</summary>
/// <remarks>Call <see cref="CompilerLibraries.Register"/> before this type is used.</remarks>
internal sealed class InProcessCompiler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Path, string Properties), (DateTime Written, MetadataReference Reference)> _references = [];
    private readonly GeneratorRun _generators = new();

    /// <summary>Compiles to memory.</summary>
    public CompilerOutput Compile(CompilerInput input, CancellationToken cancellationToken)
    {
        lock (_lock)
            return CompileOne(input, cancellationToken);
    }

    private CompilerOutput CompileOne(CompilerInput input, CancellationToken cancellationToken)
    {
        var arguments = CSharpCommandLineParser.Default.Parse(
            input.Arguments.SelectMany(argument => CommandLineParser.SplitCommandLineIntoArguments(argument, removeHashComments: false)),
            input.Folder, sdkDirectory: null);
        if (!arguments.Errors.IsEmpty || !arguments.AdditionalFiles.IsEmpty || arguments.CompilationOptions.CryptoKeyFile is not null)
            return CompilerOutput.NeedsSdk;

        var missing = arguments.SourceFiles.Select(file => file.Path).Where(path => !File.Exists(path)).ToList();
        if (missing.Count > 0)
            return CompilerOutput.Failed([.. missing.Select(path => $"error CS2001: Source file '{path}' could not be found.")]);
        var options = arguments.ParseOptions.WithDocumentationMode(DocumentationMode.None);
        var trees = arguments.SourceFiles.Select(file => Parse(file.Path, arguments, options, cancellationToken))
            .Concat(input.Sources.Select(source => CSharpSyntaxTree.ParseText(
                SourceText.From(source.Text, Encoding.UTF8, arguments.ChecksumAlgorithm), options, source.Name, cancellationToken)));
        Compilation compilation = CSharpCompilation.Create(
            arguments.CompilationName ?? Path.GetFileNameWithoutExtension(arguments.OutputFileName),
            trees, arguments.MetadataReferences.Select(Reference), arguments.CompilationOptions.WithConcurrentBuild(true));
        compilation = _generators.Run(compilation, arguments, options, out var found, cancellationToken);
        return Emit(compilation, arguments, found, cancellationToken);
    }

    private static CompilerOutput Emit(
        Compilation compilation, CSharpCommandLineArguments arguments, IEnumerable<Diagnostic> found, CancellationToken cancellationToken)
    {
        using MemoryStream assembly = new(), symbols = new();
        var result = compilation.Emit(
            assembly, symbols, manifestResources: arguments.ManifestResources,
            options: arguments.EmitOptions.WithDebugInformationFormat(DebugInformationFormat.PortablePdb),
            cancellationToken: cancellationToken);
        var errors = found.Concat(result.Diagnostics).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        // Which warnings are errors may stand in an .editorconfig, which the SDK reads.
        if (errors.Exists(error => error.IsWarningAsError))
            return CompilerOutput.NeedsSdk;
        return errors.Count == 0 && result.Success
            ? new(assembly.ToArray(), symbols.ToArray(), [])
            : CompilerOutput.Failed([.. errors.Select(error => error.ToString()).Distinct()]);
    }

    private static SyntaxTree Parse(
        string path, CSharpCommandLineArguments arguments, CSharpParseOptions options, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return CSharpSyntaxTree.ParseText(
            SourceText.From(file, arguments.Encoding, arguments.ChecksumAlgorithm), options, path, cancellationToken);
    }

    private MetadataReference Reference(CommandLineReference reference)
    {
        var written = File.GetLastWriteTimeUtc(reference.Reference);
        var key = (reference.Reference, $"{reference.Properties.EmbedInteropTypes} {string.Join(',', reference.Properties.Aliases)}");
        if (!_references.TryGetValue(key, out var known) || known.Written != written)
            _references[key] = known = (written, MetadataReference.CreateFromFile(reference.Reference, reference.Properties));
        return known.Reference;
    }
}
