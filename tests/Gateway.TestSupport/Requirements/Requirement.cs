namespace Gateway.TestSupport;

/// <summary>A program outside the .NET SDK that some tests run: its name on the path, and the command that installs it.</summary>
/// <param name="Program">The name of its file.</param>
/// <param name="Install">The command line for Debian.</param>
public sealed record Requirement(string Program, string Install)
{
    /// <summary>The environment variable that makes a missing program a failure. <c>.ci/run</c> sets it to 1.</summary>
    public const string SkipNothing = "GATEWAY_TESTS_SKIP_NOTHING";

    private static readonly Requirement[] Known =
    [
        Package("apache2", "apache2-bin"),
        Package("bash", "bash"),
        Package("certbot", "certbot"),
        Package("chromium", "chromium"),
        Package("curl", "curl"),
        Package("fcgiwrap", "fcgiwrap"),
        Package("git", "git"),
        Package("initdb", "postgresql"),
        Package("lighttpd", "lighttpd"),
        Package("nginx", "nginx"),
        Package("pebble", "pebble"),
        Package("perl", "perl-base"),
        Package("postgres", "postgresql"),
        Package("redis-server", "redis-server"),
        Package("setpriv", "util-linux"),
        Package("python3", "python3"),
        Package("/usr/bin/python3", "python3"),
        Package("/usr/lib/python3/dist-packages/django/__init__.py", "python3-django"),
        Package("/usr/lib/python3/dist-packages/flask/__init__.py", "python3-flask"),
        Package("/usr/lib/python3/dist-packages/webob/__init__.py", "python3-webob"),
        Package("/usr/lib/python3/dist-packages/werkzeug/__init__.py", "python3-werkzeug"),
    ];

    private const string PostgresFolders = "/usr/lib/postgresql";

    // Debian keeps servers in sbin, which is not on everybody's path, and each version of PostgreSQL in a folder of its own.
    private static readonly string[] Folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/sbin",
        .. Directory.Exists(PostgresFolders)
            ? Directory.GetDirectories(PostgresFolders).OrderDescending().Select(version => $"{version}/bin")
            : [],
    ];

    /// <summary>Says what is missing and how to install it.</summary>
    public string MissingMessage => $"{Program} is not installed: {Install}";

    /// <summary>The full path of the program, or null where it is missing.</summary>
    public string? FindPath() => Folders.Select(folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists);

    /// <summary>Finds a requirement by the name of its program.</summary>
    /// <exception cref="ArgumentException">The table above does not list the program.</exception>
    public static Requirement Of(string program) => Known.FirstOrDefault(requirement => requirement.Program == program)
        ?? throw new ArgumentException(
            $"{program} is not listed in {nameof(Requirement)}.cs: add it with the package that contains it.", nameof(program));

    /// <summary>The full path of a program that a test is about to run.</summary>
    /// <exception cref="InvalidOperationException">It is not installed; the message says how to install it.</exception>
    public static string PathOf(string program) =>
        Of(program).FindPath() ?? throw new InvalidOperationException(Of(program).MissingMessage);

    /// <summary>
    /// The reason to skip a test that runs these programs: the first that is missing.
    /// Null where all are there, and where nothing may be skipped: the test then fails with the same message.
    /// </summary>
    public static string? ReasonToSkip(IEnumerable<string> programs) =>
        ReasonToSkip(programs.Select(Of), mayNotSkip: Environment.GetEnvironmentVariable(SkipNothing) == "1");

    internal static string? ReasonToSkip(IEnumerable<Requirement> requirements, bool mayNotSkip) =>
        mayNotSkip ? null : requirements.FirstOrDefault(requirement => requirement.FindPath() is null)?.MissingMessage;

    private static Requirement Package(string program, string package) =>
        new(program, $"apt-get install --no-install-recommends {package}");
}
