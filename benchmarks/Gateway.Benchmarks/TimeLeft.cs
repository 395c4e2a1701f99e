namespace Gateway.Benchmarks;

/// <summary>Estimates how long a part still takes.</summary>
internal static class TimeLeft
{
    /// <summary>Returns words like "about 3 min left".</summary>
    /// <param name="elapsed">The time that the finished steps took.</param>
    /// <param name="done">The number of finished steps, more than none.</param>
    /// <param name="total">The number of all steps.</param>
    public static string After(TimeSpan elapsed, int done, int total)
    {
        var left = elapsed / done * Math.Max(0, total - done);
        return left.TotalMinutes >= 1.5 ? $"about {left.TotalMinutes:0} min left" : $"about {Math.Max(1, left.TotalSeconds):0} s left";
    }
}
