using System.Text.RegularExpressions;

namespace Gateway.Packages.Tests.Support;

/// <summary>A server that the README starts, and how a test starts it at free ports.</summary>
/// <param name="Command">The last line of the command.</param>
/// <param name="Addresses">The addresses that the README names, in the order in which the server prints its own.</param>
/// <param name="Ready">Matches the last line that it prints when it has started.</param>
/// <param name="Environment">The variables that give it free ports.</param>
internal sealed partial record ReadmeServer(
    string Command, string[] Addresses, Regex Ready, params (string Name, string Value)[] Environment)
{
    private const string Free = "127.0.0.1:0";

    /// <summary>All servers of the README.</summary>
    public static readonly ReadmeServer[] All =
    [
        new("dotnet run --project samples/JsonApi", ["http://localhost:5080", "https://localhost:5443"], Trust(),
            ("Kestrel__Endpoints__Http__Url", $"http://{Free}"),
            ("Kestrel__Endpoints__Https__Url", $"https://{Free}"),
            // It would warn that these take the place of its own.
            ("Logging__LogLevel__Microsoft.AspNetCore.Server.Kestrel", "Error")),
        new("dotnet run --project samples/HelloWorld", ["http://localhost:5000"], ContentRoot(), ("ASPNETCORE_URLS", $"http://{Free}")),
        new("tools/gateway serve app.cs --reload --bind http://localhost:8000", ["http://localhost:8000"], Listening()),
    ];

    /// <summary>The command for a shell which then becomes the server, so that it gets the signals.</summary>
    /// <param name="command">The command as the README has it.</param>
    public string CommandAtFreePort(string command) =>
        (command[..^Command.Length] + "exec " + Command)
            .Replace($"--bind {Addresses[0]}", $"--bind http://{Free}", StringComparison.Ordinal);

    /// <summary>Finds where the server listens, by the address that the README names.</summary>
    public IEnumerable<(string Named, Uri Real)> AddressesIn(IEnumerable<string> lines) =>
        Addresses.Zip(lines.Select(line => Address().Match(line)).Where(match => match.Success)
            .Select(match => new Uri(match.Groups[1].Value)));

    [GeneratedRegex(@"istening on:? (https?://\S+)")]
    private static partial Regex Address();

    [GeneratedRegex("Try: curl")]
    private static partial Regex Trust();

    [GeneratedRegex("Content root path")]
    private static partial Regex ContentRoot();

    [GeneratedRegex("^Listening on ")]
    private static partial Regex Listening();
}
