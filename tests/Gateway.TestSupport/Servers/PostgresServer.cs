using System.Text.RegularExpressions;

namespace Gateway.TestSupport;

/// <summary>A PostgreSQL server of the test's own: a new cluster in a temporary folder, at a Unix socket in the same folder.</summary>
public sealed partial class PostgresServer : IAsyncDisposable
{
    /// <summary>The programs to name in <see cref="RequiresAttribute"/>.</summary>
    public const string Initdb = "initdb", Postgres = "postgres", Setpriv = "setpriv";

    private const string User = "postgres";

    private readonly TempFolder _folder;
    private TestProcess? _process;

    private PostgresServer(TempFolder folder) => _folder = folder;

    /// <summary>Creates the cluster and starts the server. Every local user is its superuser.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var folder = new TempFolder();
        var server = new PostgresServer(folder);
        try
        {
            // The user that the server runs as creates its files here.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
            var data = folder.File("data");
            await using (var initdb = Run(Initdb, folder, "-D", data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"))
                (await initdb.ExitCodeAsync()).ShouldBe(0, initdb.Output);

            await server.RestartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server again after <see cref="StopAsync"/>, with its data.</summary>
    public async Task RestartAsync()
    {
        _process = Run(Postgres, _folder, "-D", _folder.File("data"), "-k", _folder.Path, "-c", "listen_addresses=", "-c", "fsync=off");
        await _process.LineAsync(Ready());
    }

    /// <summary>Stops the server, whoever is connected, as an update of the machine does.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        if (!process.HasExited)
            process.Signal("INT");
        await process.ExitCodeAsync();
        await process.DisposeAsync();
    }

    /// <summary>A connection string, as Npgsql reads it.</summary>
    /// <param name="database">The name of the database, whether it exists or not.</param>
    public string ConnectionString(string database) => $"Host={_folder.Path};Username={User};Database={database};Include Error Detail=true";

    /// <summary>Stops the server and deletes the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    // Neither program runs as root.
    private static TestProcess Run(string program, TempFolder folder, params string[] arguments)
    {
        var path = Requirement.PathOf(program);
        if (!Environment.IsPrivilegedProcess)
            return TestProcess.Start(path, arguments, folder.Path);
        string[] asUser = [$"--reuid={User}", $"--regid={User}", "--clear-groups", path, .. arguments];
        return TestProcess.Start(Requirement.PathOf(Setpriv), asUser, folder.Path);
    }

    [GeneratedRegex("ready to accept connections")]
    private static partial Regex Ready();
}
