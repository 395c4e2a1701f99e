using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Tool.Loading;

namespace Gateway.Tool.Compiling;

/// <summary>Builds a file or a project with the SDK.</summary>
internal static partial class SdkBuild
{
    /// <summary>Builds, and tells where the assembly is.</summary>
    /// <param name="source">The file or project.</param>
    /// <param name="withArguments">Whether the compiler's arguments are asked for; the compiler then runs even if nothing has
    /// changed.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="ToolException">It does not build; the message holds the compiler's errors. Or there is no SDK.</exception>
    public static async Task<SdkOutput> RunAsync(AppSource source, bool withArguments, CancellationToken cancellationToken)
    {
        using var build = Start(source, withArguments);
        try
        {
            var output = build.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = build.StandardError.ReadToEndAsync(cancellationToken);
            await build.WaitForExitAsync(cancellationToken);
            return build.ExitCode == 0 ? Read(source, await output) : throw Failure(source, await errors, await output);
        }
        catch (OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(AppSource source, bool withArguments)
    {
        // The dependencies of the app go next to it, as for any assembly that is loaded into another program: a library has it in the
        // package cache only.
        List<string> arguments =
        [
            "build", source.Path, "-nologo", "-v:quiet", "-t:Build", "-p:EnableDynamicLoading=true",
            "-getProperty:TargetPath", "-getItem:CscCommandLineArgs,ProjectReference",
        ];
        if (withArguments)
            arguments.AddRange(["-p:ProvideCommandLineArgs=true", "-p:NonExistentFile=__always_compile__"]);
        if (source.Kind == AppSourceKind.File)
            arguments.AddRange(FileArguments(source));

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

    private static List<string> FileArguments(AppSource source)
    {
        // A library, because the app is a member and not a program; the file-based default of native code would have a compiler
        // restored that nothing uses.
        var targets = Path.Combine(AppContext.BaseDirectory, "Gateway.Tool.App.targets");
        List<string> arguments =
        [
            "-p:OutputType=Library", "-p:PublishAot=false", $"-p:CustomAfterMicrosoftCommonTargets={targets}",
            "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-p:DiscoverEditorConfigFiles=false",
        ];
        // Properties of the command line reach referenced projects too, and those need the files above them.
        if (!File.ReadLines(source.Path).Any(line => line.StartsWith("#:project", StringComparison.Ordinal)))
        {
            arguments.AddRange(["-p:ImportDirectoryBuildProps=false", "-p:ImportDirectoryBuildTargets=false",
                "-p:ImportDirectoryPackagesProps=false"]);
        }

        return arguments;
    }

    private static SdkOutput Read(AppSource source, string output)
    {
        using var json = JsonDocument.Parse(output[Math.Max(0, output.IndexOf('{', StringComparison.Ordinal))..]);
        var items = json.RootElement.GetProperty("Items");
        var arguments = Identities(items, "CscCommandLineArgs");
        // A referenced project may have changed too, which only the SDK sees.
        var isAlone = Identities(items, "ProjectReference").Count == 0;
        return new(
            json.RootElement.GetProperty("Properties").GetProperty("TargetPath").GetString()!,
            arguments.Count > 0 && isAlone ? new(Path.GetDirectoryName(source.Path)!, arguments, []) : null);
    }

    private static List<string> Identities(JsonElement items, string name) =>
        [.. items.GetProperty(name).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];

    private static ToolException Failure(AppSource source, string errors, string output)
    {
        var lines = (errors + '\n' + output).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => ErrorLine().IsMatch(line))
            .Select(WithoutProject)
            .Distinct()
            .ToList();
        return BuildFailure.Of(source, lines.Count > 0 ? lines : [errors.Trim(), output.Trim()]);
    }

    // MSBuild ends each line with the project, in brackets.
    private static string WithoutProject(string line) =>
        line.EndsWith(']') && line.LastIndexOf(" [", StringComparison.Ordinal) is > 0 and var end ? line[..end] : line;

    [GeneratedRegex("(^|: )(fatal )?error\\b", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorLine();
}
