using System.Globalization;
using System.Net;
using System.Text;

namespace Gateway.Benchmarks.Reporting;

/// <summary>Values over time as lines, in the style of <see cref="BarChart"/>.</summary>
/// <param name="title">What is shown.</param>
/// <param name="unit">The unit of the values.</param>
/// <param name="time">The unit of the time below.</param>
internal sealed class LineChart(string title, string unit, string time)
{
    public const int Width = 440;
    private const int Left = 60;
    private const int Right = 16;
    private const int Top = 52;
    private const int PlotHeight = 150;
    private const int LegendTop = Top + PlotHeight + 44;
    private const int LegendRowHeight = 18;
    private const int CharacterWidth = 8;

    private readonly List<(string Label, IReadOnlyList<(double Time, double Value)> Points)> _lines = [];

    /// <summary>The height of the chart, with a legend that has as many rows as it needs.</summary>
    public int Height => LegendTop + (LegendRows().Count * LegendRowHeight);

    public void Add(string label, IReadOnlyList<(double Time, double Value)> points) => _lines.Add((label, points));

    /// <summary>The chart as the content of an <c>svg</c> or <c>g</c> element.</summary>
    public string Draw()
    {
        var points = _lines.SelectMany(line => line.Points).ToList();
        var values = ChartRange.UpTo(points.Select(point => point.Value).DefaultIfEmpty(0).Max(), maxSteps: 5);
        var times = ChartRange.UpTo(points.Select(point => point.Time).DefaultIfEmpty(0).Max(), maxSteps: 6);
        double X(double at) => Left + (at * (Width - Left - Right) / times.To);
        double Y(double value) => Top + PlotHeight - (value * PlotHeight / values.To);

        var svg = new StringBuilder();
        svg.Append(Text(8, 20, title, "heading")).Append(Text(8, 40, unit, "quiet"));
        for (var value = 0.0; value <= values.To * 1.0001; value += values.Step)
            svg.Append(Line(Left, X(times.To), Y(value), Y(value)))
                .Append(Text(Left - 6, Y(value) + 4, Figures.Short(value), "quiet", "end"));
        for (var at = 0.0; at <= times.To * 1.0001; at += times.Step)
            svg.Append(Line(X(at), X(at), Top, Top + PlotHeight))
                .Append(Text(X(at), Top + PlotHeight + 16, $"{Figures.Short(at)} {time}", "quiet", "middle"));
        foreach (var (index, line) in _lines.Index())
        {
            var path = string.Join(' ', line.Points.Select(point => Invariant($"{X(point.Time):0.#},{Y(point.Value):0.#}")));
            svg.Append(Invariant($"""<polyline class="line{index % ChartStyle.Lines}" points="{path}"/>"""));
        }

        foreach (var (row, entries) in LegendRows().Index())
        {
            var x = Left;
            foreach (var index in entries)
            {
                var (label, y) = (_lines[index].Label, LegendTop + (row * LegendRowHeight) - 4);
                svg.Append(Invariant($"""<polyline class="line{index % ChartStyle.Lines}" points="{x},{y} {x + 16},{y}"/>"""));
                svg.Append(Text(x + 22, y + 4, label, "quiet"));
                x += EntryWidth(label);
            }
        }

        return svg.ToString();
    }

    private List<List<int>> LegendRows()
    {
        var rows = new List<List<int>> { new() };
        var width = Left;
        foreach (var (index, line) in _lines.Index())
        {
            if (width + EntryWidth(line.Label) > Width && rows[^1].Count > 0)
            {
                rows.Add([]);
                width = Left;
            }

            rows[^1].Add(index);
            width += EntryWidth(line.Label);
        }

        return rows;
    }

    private static int EntryWidth(string label) => 36 + (label.Length * CharacterWidth);

    private static string Line(double x1, double x2, double y1, double y2) =>
        Invariant($"""<line class="grid" x1="{x1:0.#}" x2="{x2:0.#}" y1="{y1:0.#}" y2="{y2:0.#}"/>""");

    private static string Text(double x, double y, string text, string style, string anchor = "start") =>
        Invariant($"""<text class="{style}" x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}">{Escape(text)}</text>""");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture) + "\n";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
