namespace Gateway.Benchmarks.Reporting;

/// <summary>What is aimed at, and whether it was reached.</summary>
/// <param name="Aim">For example "at most +0.20 µs".</param>
/// <param name="IsMet">Whether it was.</param>
/// <param name="Measured">What was measured, where the row does not say.</param>
internal sealed record Target(string Aim, bool IsMet, string Measured = "")
{
    public override string ToString() => $"{Aim}: **{(IsMet ? "met" : "missed")}**{(Measured.Length == 0 ? "" : $" ({Measured})")}";

    public static Target AtMost(double measured, double limit, string unit, string of = "") =>
        new($"{of}at most {Figures.Short(limit)} {unit}", measured <= limit, $"{Figures.Short(measured)} {unit}");

    public static Target AtLeast(double measured, double limit, string unit, string of = "") =>
        new($"{of}at least {Figures.Short(limit)}{unit}", measured >= limit, $"{Figures.Short(measured)}{unit}");
}
