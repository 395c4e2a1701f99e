using System.Text;

namespace Gateway.Benchmarks.Reporting;

/// <summary>A table of Markdown. The first column is text, the others are figures.</summary>
internal sealed class Table(string title, params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public string Title => title.Length > 0 ? title : "The table";

    public IReadOnlyList<string[]> Rows => _rows;

    public bool IsEmpty => _rows.Count == 0;

    public void Add(params string[] cells) => _rows.Add(cells);

    public override string ToString()
    {
        var text = new StringBuilder();
        if (title.Length > 0)
            text.Append("### ").AppendLine(title).AppendLine();
        AddLine(text, headings);
        AddLine(text, headings.Select((heading, index) => index == 0 || heading is "Target" or "How" ? "---" : "---:"));
        foreach (var row in _rows)
            AddLine(text, row);
        return text.ToString();
    }

    /// <summary>Reads the first table of a page.</summary>
    public static Table Parse(string page)
    {
        var lines = page.Split('\n', StringSplitOptions.TrimEntries)
            .SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
        if (lines.Count < 3)
            throw new FormatException("The page has no table with rows.");
        var table = new Table("", lines[0]);
        foreach (var row in lines.Skip(2))
            table.Add(row);
        return table;
    }

    private static string[] Cells(string line) => Array.ConvertAll(line.Trim('|').Split(" | "), cell => cell.Trim());

    private static void AddLine(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).AppendLine(" |");
}
