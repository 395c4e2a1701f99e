using System.Diagnostics;

namespace Gateway.Benchmarks;

/// <summary>What goes to the console while it runs.</summary>
internal static class Progress
{
    private static readonly Stopwatch s_steps = new();

    /// <summary>A step that replaces the one before it, where the console can.</summary>
    public static void Step(string text)
    {
        if (Console.IsErrorRedirected)
            Console.Error.WriteLine(text);
        else
            Console.Error.Write($"\r\e[K{text}");
    }

    /// <summary>A step of a part whose steps take about the same time each, with the time that is left.</summary>
    /// <param name="text">What begins now.</param>
    /// <param name="done">The number of steps that are done.</param>
    /// <param name="total">The number of all steps.</param>
    public static void Step(string text, int done, int total)
    {
        if (done == 0)
            s_steps.Restart();
        Step(done == 0 ? text : $"{text} ({TimeLeft.After(s_steps.Elapsed, done, total)})");
    }

    public static void Line(string text)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write("\r\e[K");
        Console.Error.WriteLine(text);
    }
}
