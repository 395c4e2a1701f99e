using System.Globalization;

namespace Gateway.Benchmarks.Reporting;

/// <summary>Numbers as the tables show them.</summary>
internal static class Figures
{
    /// <summary>Three significant digits or so.</summary>
    public static string Short(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "#,0", >= 10 => "0.#", _ => "0.##" }, CultureInfo.InvariantCulture);

    public static string Percent(double part) => (100 * part).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Signed(double value, string format = "0.00") =>
        value.ToString($"+{format};−{format};{format}", CultureInfo.InvariantCulture);

    public static string Range(Samples samples) => $"{Short(samples.Min)}–{Short(samples.Max)}";

    public static string RatioRange(Samples samples) => $"{Ratio(samples.Min)}–{Ratio(samples.Max)}";
}
