using System.Globalization;
using System.Net;
using System.Text;

namespace Gateway.Benchmarks.Reporting;

/// <summary>A chart of horizontal bars as SVG: no script, no font of its own, readable on light and dark pages.</summary>
/// <param name="title">What is compared.</param>
/// <param name="axis">What the length of a bar means.</param>
/// <param name="reference">Where a line is drawn through all bars: 1 for ratios.</param>
/// <param name="range">The part of the axis to show, whose bars begin at the reference; null: from zero to the longest bar.</param>
internal sealed class BarChart(string title, string axis, double? reference, ChartRange? range = null)
{
    private const int BarsWidth = 420;
    private const int LeastLabelWidth = 300;
    private const int TextWidth = 140;
    private const int RowHeight = 24;
    private const int Top = 64;
    private const int CharacterWidth = 8;
    private const int LabelCharacterWidth = 7;

    private readonly List<Bar> _bars = [];

    // Labels end where the bars begin, and all of the longest has to be seen.
    private int LabelWidth =>
        Math.Max(LeastLabelWidth,
            16 + (LabelCharacterWidth * _bars.Where(bar => bar.Kind != BarKind.Heading).Max(bar => bar.Label.Length)));

    public void Add(Bar bar) => _bars.Add(bar);

    public void AddHeading(string text) => _bars.Add(new Bar(text, 0, BarKind.Heading, ""));

    public override string ToString()
    {
        var shown = range ?? ChartRange.UpTo(_bars.Select(bar => Math.Max(bar.Value, bar.Spread?.Max ?? 0)).Append(reference ?? 0).Max());
        double X(double value) =>
            LabelWidth + ((Math.Clamp(value, shown.From, shown.To) - shown.From) * BarsWidth / (shown.To - shown.From));
        var width = LabelWidth + BarsWidth + TextWidth;
        var bottom = Top + (_bars.Count * RowHeight);

        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom + 16}" """
                + $"""width="{width}" height="{bottom + 16}" role="img" aria-label="{Escape(title)}">""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<style>{ChartStyle.Css}</style>");
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<text class="title" x="8" y="22">{Escape(title)}</text>"""
                + $"""<text class="quiet" x="{LabelWidth}" y="42">{Escape(axis)}</text>""");
        for (var tick = 0; shown.From + (tick * shown.Step) <= shown.To * 1.0001; tick++)
        {
            var x = X(shown.From + (tick * shown.Step));
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<line class="grid" x1="{x:0.#}" x2="{x:0.#}" y1="{Top - 2}" y2="{bottom}"/>"""
                    + $"""<text class="quiet" x="{x:0.#}" y="{Top - 7}" """
                    + $"""text-anchor="middle">{Figures.Short(shown.From + (tick * shown.Step))}</text>""");
        }

        for (var index = 0; index < _bars.Count; index++)
            AddBar(svg, _bars[index], Top + (index * RowHeight), shown, X);
        if (reference is { } mark)
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<line class="reference" x1="{X(mark):0.#}" x2="{X(mark):0.#}" y1="{Top - 2}" y2="{bottom}"/>""");
        return svg.AppendLine("</svg>").ToString();
    }

    private void AddBar(StringBuilder svg, Bar bar, int y, ChartRange shown, Func<double, double> x)
    {
        if (bar.Kind == BarKind.Heading)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text class="heading" x="8" y="{y + 17}">{Escape(bar.Label)}</text>""");
            return;
        }

        var start = range is null ? shown.From : reference ?? shown.From;
        var (left, right) = (x(Math.Min(start, bar.Value)), x(Math.Max(start, bar.Value)));
        var colour = bar.Kind.ToString().ToLowerInvariant();
        svg.Append(CultureInfo.InvariantCulture,
            $"""<text x="{LabelWidth - 8}" y="{y + 17}" text-anchor="end">{Escape(bar.Label)}</text>""");
        if (bar.Value > shown.To)
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<path class="{colour}" d="{Torn(left, right, y + 4, RowHeight - 8)}"/>""");
        else
            svg.AppendLine(
                CultureInfo.InvariantCulture,
                $"""<rect class="{colour}" x="{left:0.#}" y="{y + 4}" """
                    + $"""width="{Math.Max(1, right - left):0.#}" height="{RowHeight - 8}" rx="2"/>""");
        var reach = right;
        if (bar.Spread is { } spread && spread.Min < shown.To)
        {
            reach = Math.Max(reach, x(spread.Max));
            svg.AppendLine(
                CultureInfo.InvariantCulture,
                $"""<line class="spread" x1="{x(spread.Min):0.#}" x2="{x(spread.Max):0.#}" y1="{y + 12}" y2="{y + 12}"/>""");
        }

        // The text must not stand on the reference line.
        if (reference is { } line && reach < x(line) && reach + 6 + (bar.Text.Length * CharacterWidth) > x(line))
            reach = x(line);
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{reach + 6:0.#}" y="{y + 17}">{Escape(bar.Text)}</text>""");
    }

    // A bar that is longer than the chart ends in teeth, after a gap that cuts it.
    private static string Torn(double left, double right, int top, int height)
    {
        var (gap, half, bottom) = (right - 14, top + (height / 2), top + height);
        return string.Create(CultureInfo.InvariantCulture, $"M{left:0.#} {top}H{gap + 3:0.#}L{gap - 3:0.#} {bottom}H{left:0.#}Z")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"M{gap + 8:0.#} {top}H{right - 4:0.#}L{right:0.#} {top + (height / 4)}L{right - 4:0.#} {half}"
                    + $"L{right:0.#} {half + (height / 4)}L{right - 4:0.#} {bottom}H{gap + 2:0.#}Z");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
