namespace Gateway.Benchmarks.Reporting;

/// <summary>Two identical servers in one run. Their difference is the noise of the run, so it decides whether a table is
/// published.</summary>
internal static class Twins
{
    private const string Suffix = ", again";
    private const double MaxDifference = 0.03;

    /// <summary>The figures of the second server in relation to the first; null where the run has only one of them.</summary>
    /// <param name="variants">The variants of a table.</param>
    /// <param name="name">A variant's name.</param>
    /// <param name="samples">The samples that are compared.</param>
    public static double? Ratio<T>(IEnumerable<T> variants, Func<T, string> name, Func<T, Samples> samples)
    {
        var all = variants.ToDictionary(name, samples);
        return all.FirstOrDefault(pair => pair.Key.EndsWith(Suffix, StringComparison.Ordinal)) is { Key: { } again, Value: { } second }
            ? second.With(all[again[..^Suffix.Length]], (second, first) => second / first).Median
            : null;
    }

    /// <summary>Whether the two are so much alike that smaller differences may be published.</summary>
    public static bool AreAlike(double? ratio) => ratio is not { } value || Math.Abs(value - 1) <= MaxDifference;

    /// <summary>Says that a table is left out.</summary>
    public static string Refusal(string table, double? ratio) =>
        $"*{table}: not published.* The two identical servers differ by {Math.Abs((ratio ?? 1) - 1):P0} in this run, "
        + $"and {MaxDifference:P0} are allowed. Run the part again on an idle machine.";
}
