using System.Collections;
using System.CommandLine;
using Gateway.Tool.Loading;
using Spectre.Console;

namespace Gateway.Tool.Commands;

/// <summary><c>gateway routes</c>: lists what a router answers.</summary>
internal static class RoutesCommand
{
    private static readonly string[] Columns = ["Method", "Template", "Name", "Handler"];

    public static Command Create(ToolConsole console)
    {
        var app = new AppArguments();
        var command = new Command("routes", "List the routes of an app that is a router.") { app.App, app.Member };
        AppArguments.RefuseOptions(command);
        command.SetAction(async (line, cancellationToken) =>
        {
            var router = await app.Loader(line).LoadMemberAsync(IsRouter, "router", cancellationToken);
            Show((IEnumerable)Routes(router.GetType())!.GetValue(router)!, console.Out);
            return ExitCode.Success;
        });
        return command;
    }

    // Any type that lists its routes as the toolkit's Router does.
    private static bool IsRouter(Type type) => Routes(type) is not null;

    private static System.Reflection.PropertyInfo? Routes(Type type) => type.GetProperty("Routes") is { } routes && typeof(IEnumerable).IsAssignableFrom(routes.PropertyType) ? routes : null;

    private static void Show(IEnumerable routes, IAnsiConsole output)
    {
        var table = new Table().NoBorder();
        foreach (var column in Columns)
            table.AddColumn(new TableColumn($"[bold]{column}[/]").NoWrap().PadLeft(0));
        foreach (var route in routes)
            table.AddRow([.. Columns.Select(column => new Text(route.GetType().GetProperty(column)?.GetValue(route)?.ToString() ?? ""))]);
        output.Write(table);
    }
}
