using System.Globalization;
using System.Net;
using System.Text;

namespace Gateway.Benchmarks.Reporting;

/// <summary>A chart of horizontal bars as SVG: no script, no font of its own, readable on light and dark pages.</summary>
/// <param name="title">What is compared.</param>
/// <param name="axis">What the length of a bar means.</param>
/// <param name="reference">Where a line is drawn through all bars: 1 for ratios.</param>
internal sealed class BarChart(string title, string axis, double? reference)
{
    private const int BarsWidth = 420;
    private const int LeastLabelWidth = 300;
    private const int TextWidth = 140;
    private const int RowHeight = 24;
    private const int Top = 64;
    private const int CharacterWidth = 8;
    private const int LabelCharacterWidth = 7;

    // Colours that keep their contrast on white and on GitHub's dark grey.
    private const string Style = """
        text { font: 13px system-ui, sans-serif; fill: #1f2328 } .title { font-size: 16px; font-weight: 600 } .heading { font-weight: 600 } .quiet { fill: #59636e; font-size: 12px }
        .raw { fill: #8c959f } .gateway { fill: #1a7f37 } .other { fill: #bc6c1a } .grid { stroke: #59636e; stroke-opacity: .25 } .reference { stroke: #59636e; stroke-dasharray: 4 3 } .spread { stroke: #1f2328; stroke-opacity: .6 }
        @media (prefers-color-scheme: dark) { text { fill: #f0f6fc } .quiet { fill: #9198a1 } .gateway { fill: #2ea043 } .other { fill: #d58a3a } .grid, .reference { stroke: #9198a1 } .spread { stroke: #f0f6fc } }
        """;

    private readonly List<Bar> _bars = [];

    // Labels end where the bars begin, and all of the longest has to be seen.
    private int LabelWidth => Math.Max(LeastLabelWidth, 16 + (LabelCharacterWidth * _bars.Where(bar => bar.Kind != BarKind.Heading).Max(bar => bar.Label.Length)));

    public void Add(Bar bar) => _bars.Add(bar);

    public void AddHeading(string text) => _bars.Add(new Bar(text, 0, BarKind.Heading, ""));

    public override string ToString()
    {
        var longest = _bars.Select(bar => Math.Max(bar.Value, bar.Spread?.Max ?? 0)).Append(reference ?? 0).Max();
        var (step, end) = Ticks(longest);
        var scale = BarsWidth / end;
        var width = LabelWidth + BarsWidth + TextWidth;
        var bottom = Top + (_bars.Count * RowHeight);

        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom + 16}" width="{width}" height="{bottom + 16}" role="img" aria-label="{Escape(title)}">""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<style>{Style}</style>");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text class="title" x="8" y="22">{Escape(title)}</text><text class="quiet" x="{LabelWidth}" y="42">{Escape(axis)}</text>""");
        for (var tick = 0; tick * step <= end * 1.0001; tick++)
        {
            var x = LabelWidth + (tick * step * scale);
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{x:0.#}" x2="{x:0.#}" y1="{Top - 2}" y2="{bottom}"/><text class="quiet" x="{x:0.#}" y="{Top - 7}" text-anchor="middle">{Figures.Short(tick * step)}</text>""");
        }

        for (var index = 0; index < _bars.Count; index++)
            AddBar(svg, _bars[index], Top + (index * RowHeight), scale, reference * scale);
        if (reference is { } mark)
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="reference" x1="{LabelWidth + (mark * scale):0.#}" x2="{LabelWidth + (mark * scale):0.#}" y1="{Top - 2}" y2="{bottom}"/>""");
        return svg.AppendLine("</svg>").ToString();
    }

    private void AddBar(StringBuilder svg, Bar bar, int y, double scale, double? line)
    {
        if (bar.Kind == BarKind.Heading)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text class="heading" x="8" y="{y + 17}">{Escape(bar.Label)}</text>""");
            return;
        }

        var length = Math.Max(1, bar.Value * scale);
        var reach = length;
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth - 8}" y="{y + 17}" text-anchor="end">{Escape(bar.Label)}</text><rect class="{bar.Kind.ToString().ToLowerInvariant()}" x="{LabelWidth}" y="{y + 4}" width="{length:0.#}" height="{RowHeight - 8}" rx="2"/>""");
        if (bar.Spread is { } spread)
        {
            reach = Math.Max(reach, spread.Max * scale);
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="spread" x1="{LabelWidth + (spread.Min * scale):0.#}" x2="{LabelWidth + (spread.Max * scale):0.#}" y1="{y + 12}" y2="{y + 12}"/>""");
        }

        // The text must not stand on the reference line.
        if (reach < line && reach + 6 + (bar.Text.Length * CharacterWidth) > line)
            reach = line.Value;
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth + reach + 6:0.#}" y="{y + 17}">{Escape(bar.Text)}</text>""");
    }

    /// <summary>Steps of 1, 2 or 5 times a power of ten, between four and ten of them.</summary>
    private static (double Step, double End) Ticks(double longest)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(longest, 1e-9))));
        var step = new[] { 0.1, 0.2, 0.5, 1, 2 }.Select(factor => factor * power).First(step => longest / step <= 10);
        return (step, Math.Ceiling(longest / step) * step);
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
