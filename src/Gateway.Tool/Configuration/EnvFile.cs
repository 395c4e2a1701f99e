using DotNetEnv;
using Sprache;

namespace Gateway.Tool.Configuration;

/// <summary>A file of environment variables in the dialect of the DotNetEnv package, which docs/tool.md describes.</summary>
internal static class EnvFile
{
    /// <summary>Sets the variables that are not set already.</summary>
    /// <exception cref="ToolException">The file cannot be read, or a line is invalid.</exception>
    public static void Load(string path)
    {
        try
        {
            // Not Env.Load: a missing file is an empty one to it.
            Env.LoadContents(File.ReadAllText(path), Env.NoClobber());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"--env-file {path} cannot be read: {error.Message}", error);
        }
        catch (ParseException error)
        {
            throw new ToolException(
                ExitCode.Usage,
                $"--env-file {path}, line {error.Position.Line}: expected NAME=value. Quote a value with spaces or #.", error);
        }
    }
}
