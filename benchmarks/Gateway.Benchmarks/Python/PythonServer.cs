using System.Globalization;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Python;

/// <summary>A way to serve a WSGI app: a server alone, or behind nginx.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Program">Its program.</param>
/// <param name="Package">The Debian package that has it.</param>
/// <param name="Arguments">Its command line, for a module, an address and a port. The address is a Unix socket behind nginx.</param>
/// <param name="Proxy">The nginx directives in front of it; null for none.</param>
internal sealed record PythonServer(
    string Name, string Program, string Package, Func<string, string, string[]> Arguments, string? Proxy = null)
{
    public const string Gateway = "gateway, 2 workers";
    public const string GatewayThreads = "gateway, 2 workers of 4 threads";
    public const string Gunicorn = "gunicorn sync";
    public const string NginxGunicorn = "nginx, gunicorn sync";

    private const string Kept = "proxy_http_version 1.1; proxy_set_header Connection ''; proxy_pass http://app;";
    private const string Closed = "proxy_pass http://app;";
    private const string Uwsgi = "include /etc/nginx/uwsgi_params; uwsgi_pass app;";
    private const string UwsgiPackages = "uwsgi-core uwsgi-plugin-python3";

    public static readonly PythonServer[] All =
    [
        new(Gateway, "dotnet", "dotnet", (module, address) => Own(module, address, 2, 1)),
        new(GatewayThreads, "dotnet", "dotnet", (module, address) => Own(module, address, 2, 4)),
        new(Gunicorn, "gunicorn", "gunicorn", (module, address) => Sync(module, address, 2)),
        new("gunicorn gthread, 4 threads", "gunicorn", "gunicorn", Threads),
        new(NginxGunicorn, "gunicorn", "gunicorn", (module, address) => Sync(module, address, 2), Closed),
        new("nginx, gunicorn gthread", "gunicorn", "gunicorn", Threads, Kept),
        new("waitress, 4 threads", "waitress-serve", "python3-waitress", Waitress),
        new("uWSGI http-socket", "uwsgi", UwsgiPackages, (module, address) => UwsgiOf(module, "--http-socket", address)),
        new("nginx, uWSGI", "uwsgi", UwsgiPackages, (module, address) => UwsgiOf(module, "--socket", address), Uwsgi),
    ];

    /// <summary>Where the apps are.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Peers", "python");

    public bool IsOwn => Program == "dotnet";

    /// <summary>The command line of our own server.</summary>
    public static string[] Own(string module, string address, int workers, int threads, params string[] more) =>
    [
        Repository.ToolAssembly,
        "serve", $"python:{module}", "--bind", $"http://{address}",
        "--workers", Text(workers), "--threads", Text(threads), .. more,
    ];

    /// <summary>The command line of gunicorn with its sync workers.</summary>
    public static string[] Sync(string module, string address, int workers) =>
        ["-k", "sync", "-w", Text(workers), "-b", address, "--log-level", "error", module + ":application"];

    private static string[] Threads(string module, string address) =>
        ["-k", "gthread", "-w", "2", "--threads", "4", "-b", address, "--log-level", "error", module + ":application"];

    private static string[] Waitress(string module, string address) => [$"--listen={address}", "--threads=4", module + ":application"];

    private static string[] UwsgiOf(string module, string socket, string address) =>
    [
        "--plugin", "python3", socket, address.Replace("unix:", "", StringComparison.Ordinal), "--wsgi", module, "--master",
        "--processes", "2", "--disable-logging", "--die-on-term", "--chmod-socket=666",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
