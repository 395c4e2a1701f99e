using System.Text.RegularExpressions;

namespace Gateway.TestSupport;

/// <summary>A page of the documentation, or a part of one.</summary>
public sealed class MarkdownPage
{
    private MarkdownPage(string text) => Text = text;

    /// <summary>The text as it is in the file, with LF.</summary>
    public string Text { get; }

    /// <summary>Reads a page.</summary>
    /// <param name="path">The path from the root of the repository, with <c>/</c>.</param>
    public static MarkdownPage Read(string path) => new(Repository.Read(path).ReplaceLineEndings("\n"));

    /// <summary>The section under the first heading of the second level that starts with this text, up to the next one.</summary>
    public MarkdownPage Section(string heading)
    {
        var start = Text.IndexOf($"\n## {heading}", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(-1, $"The page has no section '{heading}'.");
        var end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return new(end < 0 ? Text[start..] : Text[start..end]);
    }

    /// <summary>The code blocks of a language, each with the line end of its last line.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. Regex.Matches(Text, $"^```{language}\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value)];
}
