using Spectre.Console;

namespace Gateway.Tool;

/// <summary>The output of the tool: results to standard output, everything else to standard error. Colours on a terminal only.</summary>
internal sealed class ToolConsole
{
    public ToolConsole()
    {
        Out = Create(Console.Out, Console.IsOutputRedirected);
        Notes = Create(Console.Error, Console.IsErrorRedirected);
    }

    public IAnsiConsole Out { get; }

    private IAnsiConsole Notes { get; }

    public void Note(string text) => Write(text, Style.Plain);

    public void Success(string text) => Write(text, new Style(Color.Green));

    public void Warning(string text) => Write(text, new Style(Color.Yellow));

    public void Error(string text) => Write(text, new Style(Color.Red));

    private void Write(string text, Style style)
    {
        // Reloads and requests come from several threads.
        lock (Notes)
            Notes.Write(new Text(text + "\n", style));
    }

    private static IAnsiConsole Create(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isRedirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
                ? ColorSystemSupport.NoColors
                : ColorSystemSupport.Detect,
        });
        if (isRedirected)
            console.Profile.Width = short.MaxValue; // A line in a file or a pipe has no end to wrap at.
        return console;
    }
}
