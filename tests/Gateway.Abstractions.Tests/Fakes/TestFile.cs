namespace Gateway.Fakes;

/// <summary>A file next to the tests.</summary>
internal static class TestFile
{
    /// <summary>The path of a file that holds "ab".</summary>
    public static string OfTwoLetters { get; } = Create();

    private static string Create()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "two-letters.txt");
        File.WriteAllText(path, "ab");
        return path;
    }
}
