using System.Text;

namespace Gateway.Benchmarks.Reporting;

/// <summary>What one part of the benchmarks found: a Markdown fragment and a chart.</summary>
/// <param name="part">The part's name on the command line, and its files' name.</param>
/// <param name="title">Its heading.</param>
internal sealed class Report(string part, string title)
{
    private readonly List<string> _blocks = [];

    /// <summary>The chart, where there is one.</summary>
    public BarChart? Chart { get; set; }

    public void Add(string paragraph) => _blocks.Add(paragraph);

    /// <summary>Adds a table, or the reason why it is not published.</summary>
    /// <param name="table">The table.</param>
    /// <param name="twins">See <see cref="Twins.Ratio"/>.</param>
    public void Add(Table table, double? twins = null)
    {
        if (!Twins.AreAlike(twins))
            _blocks.Add(Twins.Refusal(table.Title, twins));
        else if (!table.IsEmpty)
            _blocks.Add(table.ToString().TrimEnd());
    }

    /// <summary>Writes the files, and the fragment to the console.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var text = new StringBuilder().Append("## ").AppendLine(title).AppendLine();
        text.AppendLine(Machine.Describe()).AppendLine();
        if (Chart is not null)
        {
            File.WriteAllText(Path.Combine(folder, part + ".svg"), Chart.ToString());
            text.AppendLine($"![{title}](performance/{part}.svg)").AppendLine();
        }

        text.AppendJoin(Environment.NewLine + Environment.NewLine, _blocks).AppendLine();
        File.WriteAllText(Path.Combine(folder, part + ".md"), text.ToString());
        Console.WriteLine();
        Console.WriteLine(text);
        Progress.Line($"Written: {Path.Combine(folder, part + ".md")}");
    }
}
