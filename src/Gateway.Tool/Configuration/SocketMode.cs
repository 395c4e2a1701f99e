using System.CommandLine.Parsing;

namespace Gateway.Tool.Configuration;

/// <summary>The permissions of the file of a Unix socket, as chmod(1) writes them in octal.</summary>
internal static class SocketMode
{
    private const int All = 0b111_111_111;

    public static UnixFileMode? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens is [var token] ? token.Value : "";
        if (text.Length is 3 or 4 && text.All(digit => digit is >= '0' and <= '7') && Convert.ToInt32(text, 8) is var mode and <= All)
            return (UnixFileMode)mode;
        argument.AddError(
            $"--unix-mode is {text}; it must be permissions in octal, from 000 to 777. For example, 660 is for the owner and the group.");
        return null;
    }
}
