using System.Diagnostics;

namespace Gateway.Benchmarks.Serving;

/// <summary>A server in a process of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ServerProcess(Process process, Uri http, Uri? https)
    {
        _process = process;
        Http = http;
        Https = https;
    }

    public int Id => _process.Id;

    public Uri Http { get; }

    /// <summary>With TLS, where the server has it.</summary>
    public Uri? Https { get; }

    /// <summary>This program again, as one of the <see cref="Apps.Pipelines"/>.</summary>
    public static ServerProcess StartOwn(string pipeline)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add(pipeline);
        var process = Process.Start(start)!;

        Uri? http = null, https = null;
        while (process.StandardOutput.ReadLine() is { } line && line != "ready")
        {
            var address = new Uri(line);
            (http, https) = address.Scheme == "https" ? (http, address) : (address, https);
        }

        return http is null ? throw new InvalidOperationException($"The server '{pipeline}' did not start.") : new ServerProcess(process, http, https);
    }

    /// <summary>Any other server.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="url">Where it is told to listen.</param>
    public static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, string folder, Uri url)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        var output = new List<string>();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, url, null);
        try
        {
            await server.AskAsync("/");
            return server;
        }
        catch (Exception error)
        {
            server.Dispose();
            throw new InvalidOperationException($"{program} did not answer at {url}: {error.Message}\n{string.Join('\n', output)}", error);
        }

        void Keep(string? line)
        {
            lock (output)
            {
                if (line is not null && output.Count < 50)
                    output.Add(line);
            }
        }
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
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
