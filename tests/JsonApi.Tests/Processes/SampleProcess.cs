using System.Text.RegularExpressions;

namespace JsonApi.Tests;

/// <summary>The sample as it was built, in a process of its own, in a folder of its own, at ports of its own.</summary>
internal sealed partial class SampleProcess : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestProcess _process;

    private SampleProcess(string urls) =>
        _process = TestProcess.Start(
            "dotnet", [typeof(Program).Assembly.Location, "--urls", urls], _folder.Path, ("ASPNETCORE_ENVIRONMENT", "Development"));

    public Uri Http { get; private set; } = null!;

    public Uri Https { get; private set; } = null!;

    public string PemPath => _folder.File("data/localhost.pem");

    public string StorePath => _folder.File("data/articles.db");

    public string Folder => _folder.Path;

    public static async Task<SampleProcess> StartAsync()
    {
        var sample = new SampleProcess("http://127.0.0.1:0;https://127.0.0.1:0");
        try
        {
            sample.Http = new Uri((await sample.LineAsync(HttpAddress())).Groups[1].Value);
            sample.Https = new Uri((await sample.LineAsync(HttpsAddress())).Groups[1].Value);
            await sample.LineAsync(Started());
            return sample;
        }
        catch
        {
            await sample.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the process has printed a line like this.</summary>
    public Task<Match> LineAsync(Regex pattern) => _process.LineAsync(pattern);

    /// <summary>Asks the process to end, as a service manager or a container engine does (TERM), or Ctrl+C in a terminal (INT).</summary>
    public void Signal(string signal = "TERM") => _process.Signal(signal);

    public Task<int> ExitCodeAsync() => _process.ExitCodeAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("Now listening on: (http://.*)")]
    private static partial Regex HttpAddress();

    [GeneratedRegex("Now listening on: (https://.*)")]
    private static partial Regex HttpsAddress();

    [GeneratedRegex("Application started")]
    private static partial Regex Started();
}
