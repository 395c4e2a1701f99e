using System.CommandLine;
using Gateway.Tool.Serving;
using Spectre.Console;

namespace Gateway.Tool.Commands;

/// <summary><c>gateway environ</c>: shows what an app is given for a request.</summary>
internal static class EnvironCommand
{
    public static Command Create(ToolConsole console)
    {
        var method = new Option<string>("--method", "-X")
        {
            HelpName = "method", Description = "The request method", DefaultValueFactory = _ => "GET",
        };
        var target = new Option<string>("--target")
        {
            HelpName = "path", Description = "The path, with a query if need be", DefaultValueFactory = _ => "/",
        };
        var headers = new Option<string[]>("--header", "-H")
        {
            HelpName = "name: value", Description = "A header; may be repeated", Arity = ArgumentArity.OneOrMore,
        };
        var data = new Option<string?>("--data", "-d") { HelpName = "text", Description = "The request body" };
        var command = new Command("environ", "Print the environ of a request, as the server makes it.") { method, target, headers, data };
        command.SetAction(async (line, cancellationToken) =>
        {
            var request = EnvironProbe.Request(
                line.GetValue(method)!, line.GetValue(target)!, line.GetValue(headers) ?? [], line.GetValue(data));
            foreach (var (key, value) in (await EnvironProbe.SendAsync(request, cancellationToken))
                .OrderBy(entry => entry.Key, StringComparer.Ordinal))
                console.Out.MarkupLine($"[bold]{Markup.Escape(key)}[/] = {Markup.Escape(value)}");
            return ExitCode.Success;
        });
        return command;
    }
}
