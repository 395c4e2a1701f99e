namespace Gateway.Hosting;

/// <summary>The lines around a place in the source, where the source is still there.</summary>
internal static class SourceLines
{
    private const int Around = 5;

    public static IReadOnlyList<(int Number, string Text)> Read(string? path, int line)
    {
        if (path is null || line <= 0)
            return [];
        try
        {
            var first = Math.Max(1, line - Around);
            return [.. File.ReadLines(path).Skip(first - 1).Take(line + Around - first + 1).Select((text, index) => (first + index, text))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Built somewhere else.
            return [];
        }
    }
}
