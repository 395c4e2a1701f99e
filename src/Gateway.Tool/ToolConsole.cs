using System.Diagnostics;
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

    /// <summary>Tells what is going on, and how long it took.</summary>
    /// <param name="doing">The text while the work goes on.</param>
    /// <param name="done">The text at the end.</param>
    /// <param name="isAlone">Whether nothing else is printed meanwhile: then a terminal shows that it still goes on.</param>
    /// <param name="work">Does it.</param>
    public async Task<T> WhileAsync<T>(string doing, string done, bool isAlone, Func<Task<T>> work)
    {
        var clock = Stopwatch.StartNew();
        T result;
        if (isAlone && Notes.Profile.Capabilities is { Ansi: true, Interactive: true })
        {
            result = await Notes.Status().StartAsync(Markup.Escape(doing) + "...", _ => work());
        }
        else
        {
            Note(doing + "...");
            result = await work();
        }

        Note($"{done} in {clock.Elapsed.TotalSeconds:0.0} s");
        return result;
    }

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
