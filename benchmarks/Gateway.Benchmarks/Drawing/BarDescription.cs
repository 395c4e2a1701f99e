using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Drawing;

/// <summary>A bar, or a heading if it has no value.</summary>
internal sealed record BarDescription(string Label, double? Value, BarKind Kind, string? Text);
