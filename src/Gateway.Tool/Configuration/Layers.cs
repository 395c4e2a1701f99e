using System.CommandLine;

namespace Gateway.Tool.Configuration;

/// <summary>The same options from several sources: the command line before the environment, that before the configuration file, and the
/// defaults last.</summary>
internal sealed class Layers(IReadOnlyList<ParseResult> sources)
{
    public T? Get<T>(Option<T> option) =>
        (sources.FirstOrDefault(source => source.GetResult(option) is { Implicit: false }) ?? sources[0]).GetValue(option);

    /// <summary>Whether any source gives the option.</summary>
    public bool Has(Option option) => sources.Any(source => source.GetResult(option) is { Implicit: false });

    /// <summary>Arguments belong together: both are those of the first source that has any.</summary>
    public (T? First, T? Second) Get<T>(Argument<T> first, Argument<T> second)
    {
        var source = sources.FirstOrDefault(source => source.GetResult(first) is { Tokens.Count: > 0 }) ?? sources[0];
        return (source.GetValue(first), source.GetValue(second));
    }

    /// <exception cref="ToolException">The arguments are wrong; the message names where they come from.</exception>
    public static ParseResult Parse(Command command, IReadOnlyList<string> arguments, string origin)
    {
        var result = command.Parse(arguments);
        return result.Errors is [var first, ..] ? throw new ToolException(ExitCode.Usage, $"{origin}: {first.Message}") : result;
    }
}
