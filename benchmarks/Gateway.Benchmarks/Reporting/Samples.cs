namespace Gateway.Benchmarks.Reporting;

/// <summary>What the rounds measured, in their order.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public Samples(params IEnumerable<double> values) => _values.AddRange(values);

    public IReadOnlyList<double> Values => _values;

    public double Median => Quantile(0.5);

    public double Min => _values.Min();

    public double Max => _values.Max();

    public void Add(double value) => _values.Add(value);

    /// <summary>The value that a part of the samples does not exceed.</summary>
    /// <param name="part">From 0 to 1.</param>
    public double Quantile(double part)
    {
        var sorted = _values.Order().ToArray();
        var position = part * (sorted.Length - 1);
        var (low, high) = (sorted[(int)Math.Floor(position)], sorted[(int)Math.Ceiling(position)]);
        return low + ((high - low) * (position - Math.Floor(position)));
    }

    /// <summary>Each round compared with another variant's same round: both had the machine as it was then.</summary>
    public Samples With(Samples other, Func<double, double, double> compare) => new(_values.Zip(other._values, compare));
}
