using System.Globalization;

namespace Gateway.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Rounds">How often each variant is measured, all variants taking turns; null for the part's own number.</param>
/// <param name="Seconds">How long one measurement of one variant takes; null for the part's own time.</param>
/// <param name="Filter">Only variants whose name contains this.</param>
/// <param name="Quick">Whether to measure just enough to see that everything works.</param>
/// <param name="Alone">Whether to measure nothing but the variant whose name is the filter, for a profiler to look at.</param>
/// <param name="Output">The folder for tables and charts.</param>
internal sealed record Settings(int? Rounds, double? Seconds, string Filter, bool Quick, bool Alone, string Output)
{
    public static Settings Parse(ReadOnlySpan<string> arguments)
    {
        var settings = new Settings(null, null, "", false, false, Path.Combine(Repository.Root, "docs", "performance"));
        for (var index = 0; index < arguments.Length; index++)
        {
            var name = arguments[index];
            if (name == "--quick")
            {
                settings = settings with { Quick = true };
                continue;
            }

            if (name == "--alone")
            {
                settings = settings with { Alone = true };
                continue;
            }

            if (index + 1 == arguments.Length)
                throw new ArgumentException(
                    $"'{name}' is not an option, or its value is missing. Options: --rounds N, --seconds N, --filter TEXT, --alone, "
                        + $"--output FOLDER, --quick.");
            var value = arguments[++index];
            settings = name switch
            {
                "--rounds" => settings with { Rounds = int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) },
                "--seconds" => settings with { Seconds = double.Parse(value, CultureInfo.InvariantCulture) },
                "--filter" => settings with { Filter = value },
                "--output" => settings with { Output = Path.GetFullPath(value) },
                _ => throw new ArgumentException(
                    $"'{name}' is not an option. Options: --rounds N, --seconds N, --filter TEXT, --alone, --output FOLDER, --quick."),
            };
        }

        return settings is { Rounds: < 1 } or { Seconds: <= 0 }
            ? throw new ArgumentException("--rounds must be at least 1, and --seconds more than 0.") : settings;
    }

    /// <summary>How often each variant is measured.</summary>
    /// <param name="usual">Unless said otherwise.</param>
    public int RoundsOr(int usual) => Rounds ?? (Quick ? 2 : usual);

    /// <summary>How long one measurement takes.</summary>
    /// <param name="usual">Unless said otherwise.</param>
    public TimeSpan TimeOr(double usual) => TimeSpan.FromSeconds(Seconds ?? (Quick ? Math.Min(usual, 0.3) : usual));

    /// <summary>Whether a variant is to be measured; what others are compared with always is.</summary>
    public bool Includes(string variant, bool isBaseline = false) => isBaseline
        || variant.Contains(Filter, StringComparison.OrdinalIgnoreCase);
}
