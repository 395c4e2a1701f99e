using System.Globalization;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Adapter;

/// <summary>The chart of the adapter part, drawn from its table: the picture cannot differ from the published figures.</summary>
internal static class AdapterChart
{
    // The naive adapter takes nine times as long as raw Kestrel. A scale that shows it in full hides every other difference.
    private static readonly ChartRange Range = new(0.8, 2, Step: 0.2);

    public static BarChart Of(Table table)
    {
        var chart = new BarChart(
            "What the adapter adds to Kestrel, in memory",
            "CPU time per request, relative to raw (pipelined 16 deep); longer bars are cut",
            reference: 1,
            Range);
        foreach (var row in table.Rows)
        {
            if (row is not [var name, _, var ratio, _, var bytes, var spread, ..])
                throw new FormatException($"The row '{string.Join(" | ", row)}' is not one of the adapter part.");
            if (spread.Length == 0)
                chart.AddHeading($"against {name}");
            else
                chart.Add(new Bar(name, Number(ratio), KindOf(name), $"{ratio}, {bytes} B", SpreadOf(spread)));
        }

        return chart;
    }

    private static (double Min, double Max) SpreadOf(string text) =>
        text.Split('–') is [var min, var max]
            ? (Number(min), Number(max))
            : throw new FormatException($"'{text}' is not a spread; expected two numbers.");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static BarKind KindOf(string name) => name.Split(' ', ',')[0] switch
    {
        "raw" => BarKind.Raw,
        "minimal" or "naive" => BarKind.Other,
        _ => BarKind.Gateway,
    };
}
