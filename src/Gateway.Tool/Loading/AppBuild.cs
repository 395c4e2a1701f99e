using System.ComponentModel;
using System.Diagnostics;

namespace Gateway.Tool.Loading;

/// <summary>Builds a file or a project with the SDK.</summary>
internal static class AppBuild
{
    /// <summary>Builds, and tells where the assembly is.</summary>
    /// <exception cref="ToolException">It does not build; the message holds the compiler's errors. Or there is no SDK.</exception>
    public static async Task<string> RunAsync(AppSource source, CancellationToken cancellationToken)
    {
        using var build = Start(source);
        try
        {
            var output = build.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = build.StandardError.ReadToEndAsync(cancellationToken);
            await build.WaitForExitAsync(cancellationToken);
            return build.ExitCode == 0 ? (await output).Trim() : throw Failure(source, await errors, await output);
        }
        catch (OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(AppSource source)
    {
        // The dependencies of the app go next to it, as for any assembly that is loaded into another program: a library has it in the
        // package cache only.
        List<string> arguments =
        [
            "build", source.Path, "-nologo", "-v:quiet", "-t:Build", "-getProperty:TargetPath", "-p:EnableDynamicLoading=true",
        ];
        if (source.Kind == AppSourceKind.File)
        {
            // A library, because the app is a member and not a program; the file-based default of native code would have a compiler
            // restored that nothing uses.
            var targets = Path.Combine(AppContext.BaseDirectory, "Gateway.Tool.App.targets");
            arguments.AddRange(["-p:OutputType=Library", "-p:PublishAot=false", $"-p:CustomAfterMicrosoftCommonTargets={targets}"]);
            arguments.AddRange(["-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-p:DiscoverEditorConfigFiles=false"]);
            // Properties of the command line reach referenced projects too, and those need the files above them.
            if (!File.ReadLines(source.Path).Any(line => line.StartsWith("#:project", StringComparison.Ordinal)))
                arguments.AddRange(["-p:ImportDirectoryBuildProps=false", "-p:ImportDirectoryBuildTargets=false",
                    "-p:ImportDirectoryPackagesProps=false"]);
        }

        try
        {
            return Process.Start(new ProcessStartInfo("dotnet", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetDirectoryName(source.Path),
                Environment = { ["DOTNET_NOLOGO"] = "1" },
            })!;
        }
        catch (Win32Exception error)
        {
            throw new ToolException(
                ExitCode.App,
                $"{source.Path} has to be built, and the .NET SDK is not to be found: dotnet does not start ({error.Message}).", error);
        }
    }

    private static ToolException Failure(AppSource source, string errors, string output)
    {
        var lines = (errors + '\n' + output).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains("error", StringComparison.Ordinal))
            .Select(WithoutProject)
            .Distinct()
            .ToList();
        if (lines.Count == 0)
            lines = [errors.Trim(), output.Trim()];
        if (source.Kind == AppSourceKind.File && lines.Exists(line => line.Contains("CS8805", StringComparison.Ordinal)))
            lines.Add(
                "The file is a program of its own; run it with 'dotnet run'. For gateway, let the app be a static member of a class, "
                + "without statements around it.");
        return new ToolException(ExitCode.App, $"{Path.GetFileName(source.Path)} does not build:\n{string.Join('\n', lines)}");
    }

    // MSBuild ends each line with the project, in brackets.
    private static string WithoutProject(string line) =>
        line.EndsWith(']') && line.LastIndexOf(" [", StringComparison.Ordinal) is > 0 and var end ? line[..end] : line;
}
