namespace Gateway.Tool.Configuration;

/// <summary>A file of environment variables: <c>NAME=value</c>, line by line, with <c>#</c> comments, an optional <c>export</c>, and
/// quotes around a value if need be.</summary>
internal static class EnvFile
{
    /// <summary>Sets the variables that are not set already.</summary>
    /// <exception cref="ToolException">The file cannot be read, or a line is none.</exception>
    public static void Load(string path)
    {
        try
        {
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                if (Parse(line, path, ++number) is var (name, value) && Environment.GetEnvironmentVariable(name) is null)
                    Environment.SetEnvironmentVariable(name, value);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"--env-file {path} cannot be read: {error.Message}", error);
        }
    }

    private static (string Name, string Value)? Parse(string line, string path, int number)
    {
        line = line.Trim();
        if (line.Length == 0 || line.StartsWith('#'))
            return null;
        if (line.StartsWith("export ", StringComparison.Ordinal))
            line = line[7..].TrimStart();

        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? line : line[..equals].TrimEnd();
        if (equals < 0 || name.Length == 0 || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '.')))
            throw new ToolException(ExitCode.Usage, $"{path}, line {number}: expected NAME=value.");
        return (name, Unquote(line[(equals + 1)..].Trim()));
    }

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
