using System.CommandLine;
using Gateway.Tool.Loading;
using Gateway.Toolkit;
using Spectre.Console;

namespace Gateway.Tool.Commands;

/// <summary><c>gateway routes</c>: lists what a router answers.</summary>
internal static class RoutesCommand
{
    public static Command Create(ToolConsole console)
    {
        var app = new AppArguments();
        var command = new Command("routes", "List the routes of an app that is a router.") { app.App, app.Member };
        AppArguments.RefuseOptions(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            Show((await app.Loader(line, console).LoadAsync<Router>(cancellationToken)).Routes, console.Out);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Show(IEnumerable<RouteDescription> routes, IAnsiConsole output)
    {
        var table = new Table().NoBorder();
        foreach (var column in (string[])["Method", "Template", "Name", "Handler", "Source"])
            table.AddColumn(new TableColumn($"[bold]{column}[/]").NoWrap().PadLeft(0));
        foreach (var route in routes)
            table.AddRow(new Text(route.Method), new Text(route.Template), new Text(route.Name ?? ""), new Text(route.Handler),
                new Text(route.Code is { } code ? SourceLocation.Of(code.Method) ?? "" : ""));
        output.Write(table);
    }
}
