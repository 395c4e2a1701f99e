namespace Gateway.Benchmarks.Reporting;

/// <summary>The part of an axis that a chart shows.</summary>
/// <param name="From">Where the axis begins.</param>
/// <param name="To">Where it ends. A longer bar is cut, with a mark.</param>
/// <param name="Step">The distance of two lines of the grid.</param>
internal sealed record ChartRange(double From, double To, double Step);
