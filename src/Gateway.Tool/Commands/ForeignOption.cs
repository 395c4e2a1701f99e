using System.CommandLine;
using Gateway.Tool.Configuration;

namespace Gateway.Tool.Commands;

/// <summary>Names the option that stands for one of another server (gunicorn, uvicorn, flask), or the nearest one.</summary>
internal static class ForeignOption
{
    /// <summary>A sentence for the end of an error message.</summary>
    public static string For(Command command, string name)
    {
        var options = command.Options.Select(option => option.Name).ToList();
        return name is "--port" or "-p" or "--host" && options.Contains("--bind")
            ? " Write --bind HOST:PORT, for example --bind 127.0.0.1:8000."
            : Suggestion.For(name, options);
    }
}
