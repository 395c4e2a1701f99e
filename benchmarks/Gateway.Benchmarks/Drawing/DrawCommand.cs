using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Drawing;

/// <summary>Draws the charts that other scripts describe in JSON, so that all charts of the documentation look alike.</summary>
internal static class DrawCommand
{
    private const int Gap = 16;
    private const int Top = 44;

    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes an SVG file for each chart.</summary>
    /// <param name="descriptions">A JSON file with a list of charts.</param>
    /// <param name="folder">Where the files go.</param>
    public static void Run(string descriptions, string folder)
    {
        Directory.CreateDirectory(folder);
        using var json = File.OpenRead(descriptions);
        foreach (var chart in JsonSerializer.Deserialize<List<ChartDescription>>(json, Options)!)
            File.WriteAllText(Path.Combine(folder, chart.File), chart.Bars is null ? Panels(chart) : Bars(chart));
    }

    private static string Bars(ChartDescription chart)
    {
        var bars = new BarChart(chart.Title, chart.Axis ?? "", reference: null);
        foreach (var bar in chart.Bars!)
        {
            if (bar.Value is { } value)
                bars.Add(new(bar.Label, value, bar.Kind, bar.Text ?? Figures.Short(value)));
            else
                bars.AddHeading(bar.Label);
        }

        return bars.ToString();
    }

    // In rows of at most three, each as high as its highest chart.
    private static string Panels(ChartDescription chart)
    {
        var all = (chart.Panels ?? []).Select(ToChart).ToList();
        var columns = Math.Min(3, all.Count);
        var (width, y) = (Gap + (columns * (LineChart.Width + Gap)), Top);
        var body = new StringBuilder();
        foreach (var row in all.Chunk(columns))
        {
            foreach (var (column, panel) in row.Index())
                body.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"""<g transform="translate({Gap + (column * (LineChart.Width + Gap))} {y})">{panel.Draw()}</g>""");
            y += row.Max(panel => panel.Height) + Gap;
        }

        var title = WebUtility.HtmlEncode(chart.Title);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" width="{width}" height="{y}" role="img" aria-label="{title}">
            <style>{ChartStyle.Css}</style>
            <text class="title" x="8" y="26">{title}</text>
            {body}</svg>

            """);
    }

    private static LineChart ToChart(PanelDescription panel)
    {
        var chart = new LineChart(panel.Title, panel.Unit, panel.Time);
        foreach (var line in panel.Lines)
            chart.Add(line.Label, [.. line.Points.Select(point => (point[0], point[1]))]);
        return chart;
    }
}
