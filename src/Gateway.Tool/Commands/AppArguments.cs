using System.CommandLine;
using Gateway.Python;
using Gateway.Tool.Compiling;
using Gateway.Tool.Loading;

namespace Gateway.Tool.Commands;

/// <summary>The app of the commands that do not serve it.</summary>
internal sealed class AppArguments
{
    public Argument<string?> App { get; } = new("app")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "An assembly (./bin/MyApp.dll), a single C# file (app.cs), or a project [default: the only one in this folder]",
    };

    public Argument<string?> Member { get; } = new("member")
    {
        Arity = ArgumentArity.ZeroOrOne, Description = "The app in it, Type:Member. Not needed where there is only one",
    };

    public Option<string[]> Middleware { get; } = new("--middleware")
    {
        HelpName = "type:member", Description = "Middleware around the app; may be repeated, the first is outermost",
        Arity = ArgumentArity.OneOrMore,
    };

    public Option<string?> VirtualEnvironment { get; } = new("--venv")
    {
        HelpName = "path", Description = "The virtual environment of a Python app",
    };

    public AppLoader Loader(ParseResult line, ToolConsole console) =>
        new(NamedApp.Parse(line.GetValue(App), line.GetValue(Member)), line.GetValue(Middleware) ?? [], lint: false,
            new AppBuilder(console, OutputCache.OfUser(), isWatching: false),
            new PythonAppOptions { Workers = 1, Validate = true, VirtualEnvironment = line.GetValue(VirtualEnvironment) });

    public static void RefuseOptions(Command command)
    {
        foreach (var argument in command.Arguments)
        {
            argument.Validators.Add(result =>
            {
                // A word that is not an option would be taken for the app.
                if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } token)
                    result.AddError($"'{token.Value}' is not an option.{ForeignOption.For(command, token.Value.Split('=')[0])}");
            });
        }
    }
}
