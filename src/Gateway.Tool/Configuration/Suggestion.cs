using System.CommandLine;
using System.CommandLine.Invocation;

namespace Gateway.Tool.Configuration;

/// <summary>Guesses what a misspelt name was meant to be, as System.CommandLine does.</summary>
internal static class Suggestion
{
    /// <summary>A sentence for the end of an error message: the nearest names, or all where none comes near.</summary>
    public static string For(string name, IReadOnlyList<string> known)
    {
        var near = Near(name, known);
        return near.Count > 0
            ? $" Did you mean {string.Join(" or ", near.Select(candidate => $"'{candidate}'"))}?"
            : $" There are: {string.Join(", ", known)}.";
    }

    // The library has no method for this; it suggests names where it prints that a word is not one.
    private static List<string> Near(string name, IReadOnlyList<string> known)
    {
        var command = new Command("known");
        foreach (var candidate in known)
        {
            if (candidate.StartsWith('-'))
                command.Options.Add(new Option<bool>(candidate));
            else
                command.Subcommands.Add(new Command(candidate));
        }

        var line = command.Parse([name]);
        if (line.Action is not ParseErrorAction action)
            return [];
        (action.ShowHelp, action.ShowTypoCorrections) = (false, true);
        using var output = new StringWriter();
        line.Invoke(new InvocationConfiguration { Output = output, Error = output });
        return [.. output.ToString().Split('\n', StringSplitOptions.TrimEntries).Where(known.Contains)];
    }
}
