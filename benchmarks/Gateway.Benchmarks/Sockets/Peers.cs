using System.Globalization;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Sockets;

/// <summary>The same answer from other servers, where they are installed: in C, which shows what the kernel costs, and in Python.</summary>
internal static class Peers
{
    public const string Uwsgi = "uWSGI";
    public const string Floor = "epoll in C (the floor)";
    public const string Nginx = "nginx, return 200";

    private const string UwsgiPackages = "uwsgi-core uwsgi-plugin-python3";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    /// <summary>A peer.</summary>
    /// <param name="Name">Its name in the tables.</param>
    /// <param name="Program">Its program.</param>
    /// <param name="Package">The Debian package that has it.</param>
    /// <param name="Arguments">Its command line, for a port.</param>
    /// <param name="IsInC">Whether it is measured with pipelining, and not aimed at.</param>
    public sealed record Peer(string Name, string Program, string Package, Func<int, string[]> Arguments, bool IsInC = false);

    public static readonly Peer[] All =
    [
        new(Floor, "sh", "dash", FloorArguments, IsInC: true),
        new(Nginx, "nginx", "nginx", NginxArguments, IsInC: true),
        new("gunicorn, sync workers (a connection per request)", "gunicorn", "gunicorn",
            port => ["-w", "2", "-k", "sync", "-b", $"127.0.0.1:{port}", "--log-level", "error", "app:app"]),
        new("gunicorn, threads", "gunicorn", "gunicorn",
            port => ["-w", "2", "-k", "gthread", "--threads", "4", "-b", $"127.0.0.1:{port}", "--log-level", "error", "app:app"]),
        new("waitress", "waitress-serve", "python3-waitress", port => [$"--listen=127.0.0.1:{port}", "--threads=4", "app:app"]),
        new("wsgiref (a connection per request)", "python3", "python3",
            port => ["wsgiref_server.py", port.ToString(CultureInfo.InvariantCulture)]),
        new($"{Uwsgi} (C)", "uwsgi", UwsgiPackages, port => UwsgiArguments("--http11-socket", port)),
        new($"{Uwsgi}, http-socket (a connection per request)", "uwsgi", UwsgiPackages, port => UwsgiArguments("--http-socket", port)),
    ];

    /// <summary>Starts a peer; null, after saying why, where that cannot be.</summary>
    public static async Task<ServerProcess?> StartAsync(Peer peer)
    {
        if (Tool.FindOrSay(peer.Program, peer.Package, peer.Name) is not { } program)
            return null;
        var port = FreePort.Find();
        try
        {
            return await ServerProcess.StartAsync(program, peer.Arguments(port), s_folder, new Uri($"http://127.0.0.1:{port}/"));
        }
        catch (InvalidOperationException error)
        {
            Progress.Line($"{peer.Name}: skipped. {error.Message}\n(Debian: apt-get install {peer.Package})");
            return null;
        }
    }

    /// <summary>The versions of those that are installed.</summary>
    public static async Task<string> VersionsAsync()
    {
        var versions = new List<string>();
        foreach (var (program, package, argument) in new[] { ("wrk", "wrk", "-v"), ("h2load", "", "--version"),
            ("gunicorn", "", "--version"), ("uwsgi", "uWSGI ", "--version"), ("python3", "", "--version") })
        {
            if (Tool.Find(program) is { } path)
                versions.Add((package.Trim() == "uWSGI" ? package : "") + (await Tool.FirstLineAsync(path, argument))
                    .Split(" Copyright")[0]);
        }

        if (Tool.Find("waitress-serve") is not null && Tool.Find("dpkg-query") is { } dpkg)
            versions.Add("waitress " + await Tool.FirstLineAsync(dpkg, "-W", "-f", "${Version}", "python3-waitress"));
        return string.Join(", ", versions);
    }

    // The compiler may be missing: then the shell fails, and its message tells so.
    private static string[] FloorArguments(int port) =>
    [
        "-c", """cc -O2 -o "$1/floor" floor.c && exec "$1/floor" "$2" """, "sh",
        Directory.CreateTempSubdirectory("gateway-floor-").FullName, port.ToString(CultureInfo.InvariantCulture),
    ];

    private static string[] NginxArguments(int port)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-nginx-").FullName;
        var configuration = File.ReadAllText(Path.Combine(s_folder, "nginx.conf"))
            .Replace("PORT", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("FOLDER", folder, StringComparison.Ordinal);
        var path = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(path, configuration);
        return ["-c", path, "-e", "stderr"];
    }

    private static string[] UwsgiArguments(string socket, int port) =>
        ["--plugin", "python3", socket, $"127.0.0.1:{port}", "--wsgi-file", "app.py", "--master", "--processes", "2", "--threads", "4",
            "--disable-logging"];
}
