using Gateway.Tool.Loading;

namespace Gateway.Tool.Compiling;

/// <summary>Builds files and projects: in this process where that gives what the SDK would, else with the SDK.</summary>
/// <param name="console">Told what is going on.</param>
/// <param name="cache">Keeps the assemblies of single files.</param>
/// <param name="isWatching">Whether more versions are to follow, which should be built quickly.</param>
internal sealed class AppBuilder(ToolConsole console, OutputCache cache, bool isWatching)
{
    private readonly Lazy<InProcessCompiler> _compiler = new(() => new InProcessCompiler());
    private int _begun;
    private (SdkOutput Output, SourceSnapshot Sources)? _sdk;

    /// <summary>The assembly of the source as it is now.</summary>
    /// <exception cref="ToolException">It does not build; the message holds the compiler's errors. Or it needs an SDK, and there is
    /// none.</exception>
    public async Task<AppImage> BuildAsync(AppSource source, CancellationToken cancellationToken)
    {
        CompilerLibraries.Register();
        if (source.Kind == AppSourceKind.File && ReadText(source) is var text && FileProgram.IsPlain(text))
            return await CompileFileAsync(source, text, cancellationToken) ?? await BuildWithSdkAsync(source, cancellationToken);

        if (_sdk is { Output: { Compilation: { } compilation } output } last && last.Sources.Equals(SourceSnapshot.Of(source))
            && await CompileAsync(source, compilation, cancellationToken) is { } compiled)
            return new(output.TargetPath, compiled.Assembly, compiled.Symbols);
        return await BuildWithSdkAsync(source, cancellationToken);
    }

    /// <summary>Compiles in the background, for nothing but a quick next time.</summary>
    public void WarmUp(AppSource source, CancellationToken cancellationToken) => _ = Task.Run(
        () =>
        {
            try
            {
                var input = source.Kind == AppSourceKind.File && ReadText(source) is var text && FileProgram.IsPlain(text)
                    ? FileProgram.Input(source.Path, text)
                    : _sdk?.Output.Compilation;
                if (input is not null)
                    Compile(input, cancellationToken);
            }
            catch (Exception error) when (error is ToolException or IOException or OperationCanceledException)
            {
                // The next build tells of it, if it still matters.
            }
        },
        CancellationToken.None);

    private async Task<AppImage?> CompileFileAsync(AppSource source, string text, CancellationToken cancellationToken)
    {
        var input = FileProgram.Input(source.Path, text);
        var (key, name) = (FileProgram.Key(input, text), Path.GetFileNameWithoutExtension(source.Path));
        if (cache.Find(key, name) is { } known)
            return known;
        if (await CompileAsync(source, input, cancellationToken) is not { } output)
            return null;
        cache.Keep(key, name, output);
        return new(Path.ChangeExtension(source.Path, ".dll"), output.Assembly, output.Symbols);
    }

    private async Task<CompilerOutput?> CompileAsync(AppSource source, CompilerInput input, CancellationToken cancellationToken)
    {
        var file = Path.GetFileName(source.Path);
        var output = await console.WhileAsync(
            $"Compiling {file}", $"Compiled {file}", IsFirst(),
            () => Task.Run(() => Compile(input, cancellationToken), cancellationToken));
        if (output.Errors.Count > 0)
            throw BuildFailure.Of(source, output.Errors);
        return output == CompilerOutput.NeedsSdk ? null : output;
    }

    private CompilerOutput Compile(CompilerInput input, CancellationToken cancellationToken)
    {
        try
        {
            // The references take much memory, which a server that compiles once should not keep.
            return (isWatching ? _compiler.Value : new InProcessCompiler()).Compile(input, cancellationToken);
        }
        catch (Exception error) when (error is BadImageFormatException or FileLoadException or TypeLoadException or MissingMemberException)
        {
            return CompilerOutput.NeedsSdk; // The compiler of that SDK is not one that can run here.
        }
    }

    private async Task<AppImage> BuildWithSdkAsync(AppSource source, CancellationToken cancellationToken)
    {
        var sources = SourceSnapshot.Of(source);
        var file = Path.GetFileName(source.Path);
        var output = await console.WhileAsync(
            $"Building {file} with the .NET SDK", $"Built {file}", IsFirst(),
            () => SdkBuild.RunAsync(source, isWatching, cancellationToken));
        _sdk = (output, sources);
        return new(output.TargetPath);
    }

    // Later versions are built while the server prints.
    private bool IsFirst() => Interlocked.Exchange(ref _begun, 1) == 0;

    private static string ReadText(AppSource source)
    {
        try
        {
            return File.ReadAllText(source.Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.App, $"{source.Path} cannot be read: {error.Message}", error);
        }
    }
}
