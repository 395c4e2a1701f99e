using System.Diagnostics;

namespace Gateway.Benchmarks.Serving;

/// <summary>One or more servers in a process of their own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private readonly List<ServerAddress> _servers = [];

    private readonly List<string> _output = [];

    private bool _isDisposed;

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>The servers, in the order they were asked for.</summary>
    public IReadOnlyList<ServerAddress> Servers => _servers;

    private string Printed
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <summary>The first server's address.</summary>
    public Uri Http => _servers[0].Http;

    /// <summary>This program again, serving <see cref="Apps.Pipelines"/>.</summary>
    public static ServerProcess StartOwn(params IEnumerable<string> pipelines) => StartOwn(pipelines, environment: []);

    /// <inheritdoc cref="StartOwn(IEnumerable{string})"/>
    /// <param name="pipelines">Their names.</param>
    /// <param name="environment">Environment variables of the process.</param>
    public static ServerProcess StartOwn(IEnumerable<string> pipelines, Dictionary<string, string> environment)
    {
        var (program, arguments) = Itself(["serve", .. pipelines]);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = new ServerProcess(Process.Start(start)!);
        var output = process._process.StandardOutput;
        while (output.ReadLine() is { } http && http != "ready" && output.ReadLine() is { } https)
            process._servers.Add(new ServerAddress(process, new Uri(http), new Uri(https)));
        return process._servers.Count == pipelines.Count()
            ? process : throw new InvalidOperationException($"The servers {string.Join(", ", pipelines)} did not start.");
    }

    /// <summary>How to start this program again.</summary>
    public static (string Program, IEnumerable<string> Arguments) Itself(params IEnumerable<string> arguments) =>
        (Environment.ProcessPath!, Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? arguments.Prepend(typeof(ServerProcess).Assembly.Location) : arguments);

    /// <summary>Any other server, when it answers.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="url">Where it is told to listen.</param>
    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, string folder, Uri url)
    {
        var server = Launch(program, arguments, folder, url);
        try
        {
            await server.AskAsync("/");
            return server;
        }
        catch (Exception error)
        {
            server.Dispose();
            throw new InvalidOperationException($"{program} did not answer at {url}: {error.Message}\n{server.Printed}", error);
        }
    }

    /// <summary>Any other server, whether it answers yet or not.</summary>
    public static ServerProcess Launch(string program, IEnumerable<string> arguments, string folder, Uri url)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Every server runs the same Python, that of Debian, which its packages are for.
        start.Environment["PATH"] = "/usr/bin:" + Environment.GetEnvironmentVariable("PATH");
        var process = Process.Start(start)!;
        var server = new ServerProcess(process);
        process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        server._servers.Add(new ServerAddress(server, url, Https: null));
        return server;
    }

    /// <summary>Asks once, over and over until the server is there.</summary>
    public async Task<string> AskAsync(string path)
    {
        using var client = new HttpClient();
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await client.GetStringAsync(new Uri(Http, path));
            }
            catch (HttpRequestException) when (!_process.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            if (line is not null && _output.Count < 50)
                _output.Add(line);
        }
    }
}
