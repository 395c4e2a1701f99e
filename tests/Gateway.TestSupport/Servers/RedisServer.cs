using System.Text.RegularExpressions;

namespace Gateway.TestSupport;

/// <summary>A Redis server of the test's own: at a Unix socket in a temporary folder, where it also keeps its data.</summary>
public sealed partial class RedisServer : IAsyncDisposable
{
    /// <summary>The program to name in <see cref="RequiresAttribute"/>.</summary>
    public const string Program = "redis-server";

    private readonly TempFolder _folder = new();
    private TestProcess? _process;

    /// <summary>The path of the socket.</summary>
    public string Socket => _folder.File("redis.sock");

    /// <summary>Starts the server, with the data of the last time.</summary>
    public async Task StartAsync()
    {
        string[] arguments = ["--port", "0", "--unixsocket", Socket, "--dir", _folder.Path, "--save", "", "--appendonly", "yes"];
        _process = TestProcess.Start(Requirement.PathOf(Program), arguments, _folder.Path);
        await _process.LineAsync(Ready());
    }

    /// <summary>Stops the server, as an update of the machine does.</summary>
    public async Task StopAsync()
    {
        await _process!.EndAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await StopAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("ready to accept connections")]
    private static partial Regex Ready();
}
