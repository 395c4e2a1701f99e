namespace Gateway.Benchmarks.Reporting;

/// <summary>A bar of a chart.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Value">Its length.</param>
/// <param name="Kind">Its colour.</param>
/// <param name="Text">What stands at its end.</param>
/// <param name="Spread">The least and the most of all rounds, where there is a spread to show.</param>
internal sealed record Bar(string Label, double Value, BarKind Kind, string Text, (double Min, double Max)? Spread = null);
