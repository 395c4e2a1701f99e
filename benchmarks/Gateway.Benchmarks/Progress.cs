namespace Gateway.Benchmarks;

/// <summary>What goes to the console while it runs.</summary>
internal static class Progress
{
    /// <summary>A step that replaces the one before it, where the console can.</summary>
    public static void Step(string text)
    {
        if (Console.IsErrorRedirected)
            Console.Error.WriteLine(text);
        else
            Console.Error.Write($"\r\e[K{text}");
    }

    public static void Line(string text)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write("\r\e[K");
        Console.Error.WriteLine(text);
    }
}
