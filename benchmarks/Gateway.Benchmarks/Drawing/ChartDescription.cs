namespace Gateway.Benchmarks.Drawing;

/// <summary>A chart as other scripts of the repository ask for it, in JSON.</summary>
/// <param name="File">The name of the file to write.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Axis">What the length of a bar means.</param>
/// <param name="Bars">The bars, for a chart of bars. One without a value is a heading.</param>
/// <param name="Panels">Charts of lines, next to each other.</param>
internal sealed record ChartDescription(
    string File, string Title, string? Axis, IReadOnlyList<BarDescription>? Bars, IReadOnlyList<PanelDescription>? Panels);
