using System.CommandLine;
using System.CommandLine.Help;
using Gateway.Tool.Configuration;

namespace Gateway.Tool.Commands;

/// <summary>The whole command line.</summary>
internal static class GatewayCommand
{
    // No RootCommand: that has the name of the file, not of the command.
    public static Command Create(ToolConsole console) => new("gateway", "WSGI for .NET: serve, check and inspect gateway apps.")
    {
        new HelpOption(),
        new VersionOption(),
        ServeCommand.Create(console),
        CheckCommand.Create(console),
        RoutesCommand.Create(console),
        EnvironCommand.Create(console),
        CtlCommand.Create(console),
    };

    /// <summary>Runs a command; every error ends as a message and an exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var console = new ToolConsole();
        var line = Create(console).Parse(arguments);
        if (line.Errors.Count > 0)
        {
            foreach (var error in line.Errors)
                console.Error(error.Message);
            if (line.CommandResult.Command.Subcommands is { Count: > 0 } commands && line.UnmatchedTokens is [var unknown, ..])
                console.Note(Suggestion.For(unknown, [.. commands.Select(command => command.Name)]).Trim());
            console.Note($"'{Path(line.CommandResult.Command)} --help' tells what there is.");
            return ExitCode.Usage;
        }

        try
        {
            // Signals are the commands' own: the library's way gives a server two seconds to end.
            return await line.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (ToolException error)
        {
            console.Error(error.Message);
            return error.ExitCode;
        }
        catch (Exception error)
        {
            console.Error($"gateway failed, which it should not: {error}");
            return ExitCode.Failure;
        }
    }

    private static string Path(Command command) => command.Name == "gateway" ? "gateway" : $"gateway {command.Name}";
}
