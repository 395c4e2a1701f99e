using System.CommandLine;
using Gateway.Tool.Checking;
using Gateway.Tool.Loading;
using Spectre.Console;

namespace Gateway.Tool.Commands;

/// <summary><c>gateway check</c>: calls an app in memory with requests of every kind, under the linter, and reports.</summary>
internal static class CheckCommand
{
    public static Command Create(ToolConsole console)
    {
        var app = new AppArguments();
        var targets = new Option<string[]>("--target")
        {
            HelpName = "path", Description = "A further path to GET; may be repeated", Arity = ArgumentArity.OneOrMore,
        };
        var timeout = new Option<double>("--timeout")
        {
            HelpName = "seconds", Description = "How long each request may take", DefaultValueFactory = _ => 10,
        };
        timeout.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, out var seconds) && seconds is not (> 0 and <= 86_400))
                result.AddError($"--timeout is {token.Value}; it must be more than 0, and at most 86400 seconds.");
        });
        var command = new Command("check", "Check an app against the contract, in memory.")
        {
            app.App, app.Member, app.Middleware, targets, timeout, app.VirtualEnvironment,
        };
        AppArguments.RefuseOptions(command);
        command.SetAction((line, cancellationToken) =>
            CheckAsync(app.Loader(line, console), line.GetValue(targets) ?? [],
                TimeSpan.FromSeconds(line.GetValue(timeout)), console.Out, cancellationToken));
        return command;
    }

    private static async Task<int> CheckAsync(
        AppLoader loader, string[] targets, TimeSpan timeout, IAnsiConsole output, CancellationToken cancellationToken)
    {
        var version = await loader.LoadAsync(cancellationToken);
        var check = new AppCheck(version.App, timeout);
        var (requests, failed) = (0, 0);
        foreach (var request in CheckRequest.All(targets.Select(CheckTarget)))
        {
            var result = await check.RunAsync(request);
            Show(result, output);
            requests++;
            failed += result.Problems.Count > 0 ? 1 : 0;
        }

        await version.UnloadAsync();
        output.MarkupLine(
            $"{Markup.Escape(version.Name)}: {requests} requests, "
            + $"{(failed == 0 ? "[green]no problem[/]" : $"[red]{failed} with problems[/]")}");
        return failed == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Show(CheckResult result, IAnsiConsole output)
    {
        var mark = result.Problems.Count > 0 ? "[red]FAIL[/]" : "[green]ok[/]  ";
        output.MarkupLine($"{mark} {Markup.Escape(result.Title)}: {Markup.Escape(result.Status ?? "no response")}");
        foreach (var problem in result.Problems)
            output.MarkupLine($"     [red]{Markup.Escape(problem)}[/]");
        foreach (var advice in result.Advice)
            output.MarkupLine($"     [yellow]{Markup.Escape(advice)}[/]");
    }

    private static string CheckTarget(string target) =>
        target.StartsWith('/')
            ? target
            : throw new ToolException(ExitCode.Usage, $"--target {target} is not a path; it begins with a slash.");
}
