using System.Net;
using System.Text.RegularExpressions;

namespace Production.Tests;

/// <summary>The services of <c>compose.yaml</c> as processes of this machine: the same settings and the same nginx.conf, with other hosts
/// and ports.</summary>
internal sealed partial class Stack : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RedisServer _redis = new();
    private PostgresServer? _postgres;
    private TestProcess? _nginx;

    /// <summary>The port of nginx.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>The instances, with the ports of the app and of the metrics.</summary>
    public Dictionary<string, (TestProcess Process, int Port, int Metrics)> Instances { get; } = [];

    /// <summary>The database server.</summary>
    public PostgresServer Postgres => _postgres!;

    /// <summary>Starts everything.</summary>
    /// <param name="changes">Settings of the instances in place of those in the file, or beside them.</param>
    public async Task StartAsync(params (string Name, string Value)[] changes)
    {
        await _redis.StartAsync();
        _postgres = await PostgresServer.StartAsync();
        var compose = ComposeFile.Read();
        foreach (var name in (string[])["one", "two"])
        {
            var (port, metrics) = (FreePort.Find(), FreePort.Find());
            var settings = new Dictionary<string, string>(compose.Environment(name))
            {
                ["ASPNETCORE_HTTP_PORTS"] = $"{port};{metrics}",
                ["Metrics__Port"] = $"{metrics}",
                ["ConnectionStrings__Articles"] = _postgres.ConnectionString("postgres"),
                ["ConnectionStrings__Redis"] = $"!{_redis.Socket}",
            };
            foreach (var (key, value) in changes)
                settings[key] = value;
            var process = TestProcess.Start(
                "dotnet", [typeof(Program).Assembly.Location], _folder.Path, settings.Select(setting => (setting.Key, setting.Value)));
            Instances[name] = (process, port, metrics);
        }

        foreach (var instance in Instances.Values)
            await instance.Process.LineAsync(Started());
        await StartNginxAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null)
            await _nginx.EndAsync();
        foreach (var instance in Instances.Values)
            await instance.Process.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        await _redis.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartNginxAsync()
    {
        var text = Repository.Read($"{ComposeFile.Folder}/nginx.conf");
        foreach (var (name, instance) in Instances)
            text = Replaced(text, $"server {name}:8080", $"server 127.0.0.1:{instance.Port}");
        text = Replaced(text, "listen 80;", $"listen 127.0.0.1:{Port};");
        string[] kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        var paths = string.Concat(kinds.Select(kind => $"{kind}_temp_path {_folder.Path}/{kind};"));
        var site = _folder.Write("nginx.conf", Replaced(text, "http {", $"http {{ access_log off; {paths}"));
        var globals = $"daemon off; pid {_folder.Path}/nginx.pid;{(Environment.IsPrivilegedProcess ? " user root;" : "")}";

        await using (var test = TestProcess.Start(Requirement.PathOf("nginx"), ["-t", "-e", "stderr", "-c", site, "-g", globals]))
            (await test.ExitCodeAsync()).ShouldBe(0, test.Output);
        _nginx = TestProcess.Start(Requirement.PathOf("nginx"), ["-e", "stderr", "-c", site, "-g", globals]);
        await _nginx.ListeningAsync(new IPEndPoint(IPAddress.Loopback, Port));
    }

    private static string Replaced(string text, string documented, string here)
    {
        text.ShouldContain(documented);
        return text.Replace(documented, here, StringComparison.Ordinal);
    }

    [GeneratedRegex("Application started")]
    private static partial Regex Started();
}
