using System.Text.RegularExpressions;

namespace Gateway.Toolkit;

/// <summary>What to call a handler in a message: the type and the method that somebody wrote, not what the compiler made of them.</summary>
internal static partial class HandlerName
{
    public static string Of(Delegate handler)
    {
        var type = handler.Method.DeclaringType;
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<'))
            type = outer;
        return type is null ? MethodName(handler.Method.Name) : $"{type.Name}.{MethodName(handler.Method.Name)}";
    }

    // <Outer>b__1_0 is a lambda in Outer, <Outer>g__Inner|1_0 a local function; a program without Main is <Main>$.
    private static string MethodName(string name) => Generated().Match(name) switch
    {
        { Success: false } => name,
        { Groups: var groups } when groups["inner"].Success => $"{groups["outer"]}.{groups["inner"]}",
        { Groups: var groups } => groups["outer"].Value,
    };

    [GeneratedRegex(@"^<+(?<outer>[^<>]*)>?\$?>(?:g__(?<inner>[^|]+)\|)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Generated();
}
