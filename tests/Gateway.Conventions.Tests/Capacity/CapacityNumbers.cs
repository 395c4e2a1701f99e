using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Conventions.Tests.Capacity;

/// <summary>The numbers that <c>docs/capacity.md</c> gives, from which its other tables follow.</summary>
internal sealed partial class CapacityNumbers
{
    private readonly Dictionary<string, double> _assumed;
    private readonly Dictionary<string, double[]> _costs;

    public CapacityNumbers(string page)
    {
        _assumed = Assumption().Matches(page).ToDictionary(
            match => match.Groups["name"].Value, match => Number(match.Groups["value"].Value));
        _costs = Cost().Matches(page).ToDictionary(
            match => match.Groups["name"].Value,
            match => match.Groups["value"].Captures.Select(capture => Number(capture.Value)).ToArray());
    }

    /// <summary>A row of the table of assumptions.</summary>
    public double this[string name] => _assumed.TryGetValue(name, out var value)
        ? value
        : throw new KeyNotFoundException($"docs/capacity.md assumes no '{name}'");

    /// <summary>The CPU time of a request of the mix, in seconds, in one of the servers: nginx, the app, Redis, PostgreSQL.</summary>
    public double CostOf(int server) => Kinds.Sum(kind => Share(kind) * _costs[kind][server]) / 1e6;

    /// <summary>The CPU time that one kind of request takes in PostgreSQL, in seconds.</summary>
    public double DatabaseCostOf(string kind) => _costs[kind][3] / 1e6;

    public double Share(string kind) => this[$"requests that {kind}"] / 100;

    /// <summary>The busy CPU seconds that a machine has in a second.</summary>
    public double Machine => this["cores of a machine"] * this["how busy a core should be"] / 100;

    private static IEnumerable<string> Kinds => ["read an article", "change an article", "change a session"];

    private static double Number(string text) => double.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (?<name>[a-zA-Z][^|]*?) \| (?<value>[\d.,]+) (?<unit>[^|\d][^|]*|) ?\| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Assumption();

    [GeneratedRegex(@"^\| (?<name>read an article|change an article|change a session) (?:\| (?<value>\d+) )+\|$", RegexOptions.Multiline)]
    private static partial Regex Cost();
}
