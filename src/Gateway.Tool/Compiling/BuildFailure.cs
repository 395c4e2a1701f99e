using Gateway.Tool.Loading;

namespace Gateway.Tool.Compiling;

/// <summary>Tells that a file or project does not build.</summary>
internal static class BuildFailure
{
    /// <summary>An exception with the compiler's errors, and what to do about the most likely one.</summary>
    public static ToolException Of(AppSource source, IEnumerable<string> errors)
    {
        var lines = errors.ToList();
        if (source.Kind == AppSourceKind.File && lines.Exists(line => line.Contains("CS8805", StringComparison.Ordinal)))
        {
            lines.Add(
                "The file is a program of its own; run it with 'dotnet run'. For gateway, let the app be a static member of a class, "
                + "without statements around it.");
        }

        return new ToolException(ExitCode.App, $"{Path.GetFileName(source.Path)} does not build:\n{string.Join('\n', lines)}");
    }
}
