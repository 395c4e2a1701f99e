using System.Text;

namespace JsonApi.Tests;

/// <summary>A command that documentation shows, and what it says the command prints.</summary>
internal sealed record ConsoleExample(string Command, string Output)
{
    private const string Fence = "```";
    private const string Prompt = "$ ";

    /// <summary>Reads the <c>console</c> blocks of a markdown text: <c>$ command</c>, its output, and so on. A backslash continues a command on the next line.</summary>
    public static IReadOnlyList<ConsoleExample> Parse(string markdown)
    {
        var examples = new List<ConsoleExample>();
        using var lines = markdown.ReplaceLineEndings("\n").Split('\n').AsEnumerable().GetEnumerator();
        while (lines.MoveNext())
        {
            if (lines.Current == Fence + "console")
                ReadBlock(lines, examples);
        }

        return examples;
    }

    private static void ReadBlock(IEnumerator<string> lines, List<ConsoleExample> examples)
    {
        string? command = null;
        var output = new StringBuilder();
        while (lines.MoveNext() && lines.Current != Fence)
        {
            if (!lines.Current.StartsWith(Prompt, StringComparison.Ordinal))
            {
                output.Append(lines.Current).Append('\n');
                continue;
            }

            AddTo(examples, command, output);
            command = lines.Current[Prompt.Length..];
            while (command.EndsWith('\\') && lines.MoveNext())
                command += "\n" + lines.Current;
        }

        AddTo(examples, command, output);
    }

    private static void AddTo(List<ConsoleExample> examples, string? command, StringBuilder output)
    {
        if (command is not null)
            examples.Add(new ConsoleExample(command, output.ToString()));
        output.Clear();
    }
}
