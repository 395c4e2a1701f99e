using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Tool.Tests.Support;

/// <summary>The tool as it was built, in a process of its own.</summary>
internal sealed partial class ToolProcess : IAsyncDisposable
{
    /// <summary>A safety net: nothing here depends on time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TestProcess _process;

    private ToolProcess(TestProcess process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Everything printed so far.</summary>
    public string Output => _process.Output;

    public static ToolProcess Start(IEnumerable<string> arguments, string? folder = null,
        params (string Name, string Value)[] environment) => StartProgram(Tool, arguments, folder, environment);

    /// <summary>Starts another program than the tool.</summary>
    public static ToolProcess StartProgram(
        string assembly, IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment) =>
        Start("dotnet", [assembly, .. arguments], folder, environment);

    /// <summary>Starts the tool with another <c>dotnet</c> than the installed one.</summary>
    public static ToolProcess StartWith(
        string dotnet, IEnumerable<string> arguments, string? folder, params (string Name, string Value)[] environment) =>
        Start(dotnet, [Tool, .. arguments], folder, environment);

    /// <summary>Starts the tool with an open socket of the tests' process as number 3, as a service manager does.</summary>
    public static ToolProcess StartWithSocket(nint socket, params string[] arguments)
    {
        // dash knows one digit only; bash any number.
        var script = string.Create(
            CultureInfo.InvariantCulture, $"exec 3<&{socket} {socket}<&-; export LISTEN_FDS=1 LISTEN_PID=$$; exec dotnet \"$@\"");
        return Start(Requirement.PathOf("bash"), ["-c", script, "bash", Tool, .. arguments], folder: null, []);
    }

    /// <summary>Starts a server and waits until it serves.</summary>
    public static async Task<ToolProcess> ServeAsync(
        IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        var tool = Start(["serve", .. arguments], folder, environment);
        await tool.ServingAsync();
        return tool;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        await using var tool = Start(arguments, folder, environment);
        return (await tool.ExitCodeAsync(), tool.Output);
    }

    public async Task ServingAsync() => await LineAsync(Serving());

    /// <summary>The addresses it listens at, of one kind.</summary>
    public Uri Url(string scheme = "http") =>
        new(_process.Lines.Select(line => Listening().Match(line))
            .First(match => match.Success && match.Groups[1].Value.StartsWith(scheme + "://", StringComparison.Ordinal)).Groups[1].Value);

    /// <summary>Waits for a line like this: the first, or one of a later number.</summary>
    public Task<Match> LineAsync(Regex pattern, int number = 1) => _process.LineAsync(pattern, number);

    public void Signal(string signal = "TERM") => _process.Signal(signal);

    public Task<int> ExitCodeAsync() => _process.ExitCodeAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Tool => typeof(ExitCode).Assembly.Location;

    // Compilers that stay would keep the pipes of the test run open.
    private static ToolProcess Start(string program, string[] arguments, string? folder, (string Name, string Value)[] environment) =>
        new(TestProcess.Start(program, arguments, folder, [("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"),
            ("XDG_CACHE_HOME", Path.Combine(AppContext.BaseDirectory, "cache")), .. environment]));

    [GeneratedRegex("^Listening on (.*)")]
    private static partial Regex Listening();

    [GeneratedRegex("^Serving ")]
    private static partial Regex Serving();
}
