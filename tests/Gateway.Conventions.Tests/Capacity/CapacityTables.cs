using System.Globalization;
using System.Text;

namespace Gateway.Conventions.Tests.Capacity;

/// <summary>Computes the tables of <c>docs/capacity.md</c>.</summary>
internal sealed class CapacityTables(CapacityNumbers numbers)
{
    private const int Nginx = 0, App = 1, Redis = 2, Postgres = 3;

    private static readonly int[] Fleets = [1, 10, 100, 1_000, 5_000];

    /// <summary>The requests a second that a machine of the app serves.</summary>
    public double PerMachine => numbers.Machine / numbers.CostOf(App);

    // The connections that are in use on average for each request in a second (Little's law). A change has two statements.
    private double InUse =>
        (numbers.Share("read an article") + 2 * numbers.Share("change an article")) * numbers["time of a statement"] / 1e3;

    /// <summary>Where each table belongs, and its lines.</summary>
    public IReadOnlyDictionary<string, string> All() => new Dictionary<string, string>
    {
        ["mix"] = Mix(),
        ["limits"] = Limits(),
        ["fleet"] = Fleet(),
        ["connections"] = Connections(),
        ["deployment"] = Deployment(),
    };

    private string Mix()
    {
        var core = numbers["how busy a core should be"] / 100;
        return Table(
            ["", "nginx", "the app", "Redis", "PostgreSQL"],
            ["CPU µs of a request of the mix", .. Servers(server => Round(numbers.CostOf(server) * 1e6))],
            ["requests/s of a core", .. Servers(server => Round(core / numbers.CostOf(server)))],
            [
                "requests/s of a machine",
                .. Servers(server => server == Redis ? "one core" : Round(numbers.Machine / numbers.CostOf(server))),
            ]);
    }

    private string Limits()
    {
        var (read, change) = ("read an article", "change an article");
        (string What, double Requests)[] limits =
        [
            ("Redis server, which has one core", numbers["how busy a core should be"] / 100 / numbers.CostOf(Redis)),
            ("PostgreSQL's connections, with pools of the default size",
                numbers["connections of PostgreSQL"] / numbers["connections of a pool"] * PerMachine),
            ("PostgreSQL's connections, those in use", numbers["connections of PostgreSQL"] / InUse),
            ("PostgreSQL for everything", numbers.Machine / numbers.CostOf(Postgres)),
            ("PostgreSQL for reads only", numbers.Machine / (numbers.Share(read) * numbers.DatabaseCostOf(read))),
            ("nginx", numbers.Machine / numbers.CostOf(Nginx)),
            ("PostgreSQL for changes only", numbers.Machine / (numbers.Share(change) * numbers.DatabaseCostOf(change))),
            ("Redis's connections", numbers["clients of Redis"] / numbers["connections to Redis"] * PerMachine),
        ];
        return Table(
            ["One of", "Requests/s", "Machines of the app"],
            [.. limits.OrderBy(limit => limit.Requests).Select(limit =>
                (string[])[limit.What, Round(limit.Requests), Tenths(limit.Requests / PerMachine)])]);
    }

    private string Fleet() => Table(
        [
            "Machines of the app", "Requests/s", "Machines of nginx", "Redis servers", "PostgreSQL for reads", "PostgreSQL for changes",
            "Changes/s", "Gbit/s",
        ],
        [.. Fleets.Select(fleet =>
        {
            var requests = fleet * PerMachine;
            var changes = requests * numbers.Share("change an article");
            var reads = requests * numbers.Share("read an article");
            return (string[])
            [
                Round(fleet), Round(requests),
                Up(requests * numbers.CostOf(Nginx) / numbers.Machine),
                Up(requests * numbers.CostOf(Redis) / (numbers["how busy a core should be"] / 100)),
                Up(reads * numbers.DatabaseCostOf("read an article") / numbers.Machine),
                Up(changes * numbers.DatabaseCostOf("change an article") / numbers.Machine),
                Round(changes),
                Round(requests * numbers["bytes of a response"] * 8 / 1e9),
            ];
        })]);

    private string Connections() => Table(
        ["Machines of the app", "To PostgreSQL, at most", "In use on average", "To Redis", "Idle clients in 1 GiB"],
        [.. Fleets.Select(fleet => (string[])
            [
                Round(fleet),
                Round(fleet * numbers["connections of a pool"]),
                Up(fleet * PerMachine * InUse),
                Round(fleet * numbers["connections to Redis"]),
                Round(fleet * 1024.0 * 1024 / numbers["memory of an idle connection"]),
            ])]);

    private string Deployment()
    {
        var share = numbers["share that restarts at a time"] / 100;
        var restart = numbers["shutdown delay"] + numbers["longest request"] + numbers["start of an instance"];
        return Table(
            ["Machines of the app", "At a time", "Restarts one after the other", "Time of all", "Image to all, GB", "Time of the image"],
            [.. Fleets.Select(fleet =>
            {
                var batch = Math.Max(1, Math.Floor(fleet * share));
                var image = numbers["size of the image"] * fleet / 1e3;
                return (string[])
                [
                    Round(fleet), Round(batch), Up(fleet / batch), Time(Math.Ceiling(fleet / batch) * restart),
                    image.ToString("0.#", CultureInfo.InvariantCulture), Time(image * 8 / numbers["bandwidth of a registry"]),
                ];
            })]);
    }

    private static IEnumerable<string> Servers(Func<int, string> cell) => Enumerable.Range(Nginx, Postgres + 1).Select(cell);

    private static string Table(string[] head, params string[][] rows)
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", head).Append(" |\n|---|").Insert(text.Length, "---:|", head.Length - 1).Append('\n');
        foreach (var row in rows)
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return text.ToString();
    }

    private static string Round(double value)
    {
        // Three digits: the numbers that it comes from have no more.
        if (value >= 1000)
        {
            var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 2);
            value = Math.Round(value / unit) * unit;
        }

        return value.ToString("#,0", CultureInfo.InvariantCulture);
    }

    private static string Tenths(double value) => value < 100 ? value.ToString("0.0", CultureInfo.InvariantCulture) : Round(value);

    private static string Up(double value) => Round(Math.Ceiling(value));

    private static string Time(double seconds) => seconds < 120
        ? $"{Math.Max(1, seconds).ToString("0", CultureInfo.InvariantCulture)} s"
        : $"{(seconds / 60).ToString("0", CultureInfo.InvariantCulture)} min";
}
