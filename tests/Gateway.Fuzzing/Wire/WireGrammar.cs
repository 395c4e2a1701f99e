using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Fuzzing.Engine;

namespace Gateway.Fuzzing.Wire;

/// <summary>The lines of a response head, written down apart from the code under test.</summary>
internal static partial class WireGrammar
{
    public static (int Status, string Reason) StatusLine(string line)
    {
        var match = StatusLinePattern().Match(line);
        return match.Success
            ? (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), match.Groups[2].Value)
            : throw new WireViolation($"the status line {Escaping.Escape(line)}");
    }

    public static (string Name, string Value) Header(string line)
    {
        var match = HeaderPattern().Match(line);
        return match.Success
            ? (match.Groups[1].Value, match.Groups[2].Value)
            : throw new WireViolation($"the header line {Escaping.Escape(line)}");
    }

    public static long Length(string value) =>
        LengthPattern().IsMatch(value)
            ? long.Parse(value, CultureInfo.InvariantCulture) : throw new WireViolation($"the Content-Length {Escaping.Escape(value)}");

    // What an app may say: RFC 9112, 4, without an empty reason.
    [GeneratedRegex(@"\A[2-5][0-9]{2} [!-~](?:[ -~]*[!-~])?\z", RegexOptions.CultureInvariant)]
    public static partial Regex Status();

    [GeneratedRegex(@"\A[!#$%&'*+\-.^_`|~0-9A-Za-z]+\z", RegexOptions.CultureInvariant)]
    public static partial Regex Token();

    [GeneratedRegex(@"\A[ -~]*\z", RegexOptions.CultureInvariant)]
    public static partial Regex Printable();

    [GeneratedRegex(@"\A[0-9]{1,19}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LengthPattern();

    [GeneratedRegex(@"\AHTTP/1\.1 ([0-9]{3}) ([ -~]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatusLinePattern();

    [GeneratedRegex(@"\A([!#$%&'*+\-.^_`|~0-9A-Za-z]+): ([ -~]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();
}
