namespace Gateway.Benchmarks.Drawing;

/// <summary>A line: its name in the legend, and pairs of time and value.</summary>
internal sealed record LineDescription(string Label, IReadOnlyList<double[]> Points);
