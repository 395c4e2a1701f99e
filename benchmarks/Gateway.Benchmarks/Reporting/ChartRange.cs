namespace Gateway.Benchmarks.Reporting;

/// <summary>The part of an axis that a chart shows.</summary>
/// <param name="From">Where the axis begins.</param>
/// <param name="To">Where it ends. A longer bar is cut, with a mark.</param>
/// <param name="Step">The distance of two lines of the grid.</param>
internal sealed record ChartRange(double From, double To, double Step)
{
    /// <summary>From zero, in steps of 1, 2 or 5 times a power of ten, at most ten of them.</summary>
    public static ChartRange UpTo(double longest, int maxSteps = 10)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(longest, 1e-9))));
        var step = new[] { 0.1, 0.2, 0.5, 1, 2, 5 }.Select(factor => factor * power).First(step => longest / step <= maxSteps);
        return new(0, Math.Max(1, Math.Ceiling(longest / step)) * step, step);
    }
}
