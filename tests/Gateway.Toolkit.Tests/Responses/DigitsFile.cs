namespace Gateway.Toolkit.Tests;

/// <summary>A file of the ten digits that was last changed long ago.</summary>
internal static class DigitsFile
{
    public static readonly DateTimeOffset Changed = new(2015, 10, 21, 7, 28, 0, TimeSpan.Zero);

    public static string Path { get; } = Create();

    private static string Create()
    {
        var path = System.IO.Path.Combine(AppContext.BaseDirectory, "digits.txt");
        File.WriteAllText(path, "0123456789");
        File.SetLastWriteTimeUtc(path, Changed.UtcDateTime);
        return path;
    }
}
