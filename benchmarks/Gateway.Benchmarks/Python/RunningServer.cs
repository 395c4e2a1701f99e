using System.Globalization;
using Gateway.Benchmarks.Serving;

namespace Gateway.Benchmarks.Python;

/// <summary>A server with one app, and nginx in front of it where that belongs to it.</summary>
internal sealed class RunningServer : IDisposable
{
    private readonly List<ServerProcess> _processes = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-benchmark-");

    private RunningServer(PythonServer server) => (Name, HasFront) = (server.Name, server.IsOwn || server.Proxy is not null);

    public string Name { get; }

    /// <summary>Whether another process than those with the app has the connections of the clients.</summary>
    public bool HasFront { get; }

    public Uri Url { get; private set; } = null!;

    /// <summary>What all its processes have used.</summary>
    public ProcessUsage Usage =>
        _processes.Aggregate(default(ProcessUsage), (sum, process) => sum + ProcessFigures.TreeUsage(process.Id));

    /// <summary>What the processes in front of those with the app have used: nginx, or the first process.</summary>
    public ProcessUsage FrontUsage =>
        _processes.Count > 1 ? ProcessFigures.TreeUsage(_processes[1].Id) : ProcessFigures.Usage(_processes[0].Id);

    /// <summary>The processes that run the app: children of the first process.</summary>
    public IReadOnlyList<int> Workers => ProcessFigures.Children(_processes[0].Id);

    /// <summary>Memory of all its processes, each shared page in equal parts, in bytes.</summary>
    public long Bytes => _processes.Sum(process => ProcessFigures.ProportionalBytes(process.Id));

    /// <summary>Starts a server; null, after saying why, where that cannot be.</summary>
    /// <param name="server">The server.</param>
    /// <param name="module">The app.</param>
    public static async Task<RunningServer?> StartAsync(PythonServer server, string module)
    {
        if (Tool.FindOrSay(server.Program, server.Package, server.Name) is not { } program)
            return null;
        var nginx = server.Proxy is null ? null : FindNginx(server.Name);
        if (server.Proxy is not null && nginx is null)
            return null;

        var running = new RunningServer(server);
        try
        {
            var port = FreePort.Find();
            running.Url = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
            if (nginx is null)
            {
                running._processes.Add(
                    await ServerProcess.StartAsync(program, server.Arguments(module, address), PythonServer.Folder, running.Url));
                return running;
            }

            var socket = "unix:" + Path.Combine(running._folder.FullName, "socket");
            running._processes.Add(ServerProcess.Launch(program, server.Arguments(module, socket), PythonServer.Folder, running.Url));
            var configuration = Path.Combine(running._folder.FullName, "nginx.conf");
            await File.WriteAllTextAsync(configuration, Configuration(running._folder.FullName, address, socket, server.Proxy!));
            running._processes.Add(await ServerProcess.StartAsync(nginx, ["-c", configuration], PythonServer.Folder, running.Url));
            return running;
        }
        catch (InvalidOperationException error)
        {
            running.Dispose();
            Progress.Line($"{server.Name}: skipped. {error.Message}\n(Debian: apt-get install {server.Package})");
            return null;
        }
    }

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        _folder.Delete(recursive: true);
    }

    private static string? FindNginx(string name) =>
        File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : Tool.FindOrSay("nginx", "nginx-light", name);

    private static string Configuration(string folder, string address, string socket, string proxy) => $$"""
        daemon off; user root; worker_processes 2; pid {{folder}}/nginx.pid; error_log {{folder}}/error.log error;
        events { worker_connections 1024; }
        http {
            access_log off; client_max_body_size 10m; keepalive_requests 1000000;
            client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; uwsgi_temp_path {{folder}}/uwsgi;
            fastcgi_temp_path {{folder}}/fastcgi; scgi_temp_path {{folder}}/scgi;
            upstream app { server {{socket}}; keepalive 32; }
            server { listen {{address}}; location / { {{proxy}} } }
        }
        """;
}
