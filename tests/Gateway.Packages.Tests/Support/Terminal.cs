namespace Gateway.Packages.Tests.Support;

/// <summary>Runs commands one after the other in a clone's root, and servers next to them until the end.</summary>
internal sealed class Terminal(Clone clone) : IAsyncDisposable
{
    private readonly List<(ReadmeServer Server, TestProcess Process)> _servers = [];
    private readonly List<(string Named, Uri Real)> _addresses = [];

    /// <summary>The addresses of all servers so far, as the README names them and as they are.</summary>
    public IReadOnlyList<(string Named, Uri Real)> Addresses => _addresses;

    /// <summary>Runs a command to its end, or starts a server and waits until it has started.</summary>
    /// <returns>The lines that it has printed.</returns>
    public Task<IReadOnlyList<string>> TypeAsync(string command) =>
        ReadmeServer.All.FirstOrDefault(server => command.EndsWith(server.Command, StringComparison.Ordinal)) is { } server
            ? StartAsync(server, command)
            : RunAsync(command);

    /// <summary>Ends the servers as Ctrl+C does, or a service manager.</summary>
    /// <returns>The exit codes by command.</returns>
    public async Task<Dictionary<string, int>> InterruptAsync()
    {
        var exitCodes = new Dictionary<string, int>();
        foreach (var (server, process) in _servers)
            exitCodes.Add(server.Command, await process.EndAsync());
        return exitCodes;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, process) in _servers)
            await process.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> RunAsync(string command)
    {
        // curl shows its progress where it prints to a pipe, as here; on a reader's terminal it does not.
        var connections = Addresses.Select(address => $"--connect-to {new Uri(address.Named).Authority}:{address.Real.Authority}");
        await using var process = clone.Start($$"""
            exec 2>&1
            curl() { command curl -sS {{string.Join(' ', connections)}} "$@"; }
            {{command}}
            """);
        (await process.ExitCodeAsync()).ShouldBe(0, $"{command}\n{process.Output}");
        return process.Lines;
    }

    private async Task<IReadOnlyList<string>> StartAsync(ReadmeServer server, string command)
    {
        var process = clone.Start($"exec 2>&1; set -e\n{server.CommandAtFreePort(command)}", server.Environment);
        _servers.Add((server, process));
        await process.LineAsync(server.Ready);
        var lines = process.Lines;
        _addresses.AddRange(server.AddressesIn(lines));
        return [.. lines.Take(lines.ToList().FindIndex(line => server.Ready.IsMatch(line)) + 1)];
    }
}
