using System.Diagnostics;

namespace Gateway.Hosting;

/// <summary>Methods by the names they have in the source, not by those the compiler gives to lambdas, iterators and async
/// methods.</summary>
internal static class CodeName
{
    public static string Of(DiagnosticMethodInfo method)
    {
        var (type, name) = (method.DeclaringTypeName ?? "", method.Name);
        var plus = type.IndexOf("+<", StringComparison.Ordinal);
        if (plus >= 0)
        {
            // Type+<Method>d__1.MoveNext, or Type+<>c__DisplayClass0_0.<Method>b__0.
            if (Between(type[plus..]) is { Length: > 0 } owner && name == "MoveNext")
                return $"{type[..plus]}.{owner}";
            type = type[..plus];
        }

        if (name.StartsWith('<') && Between(name) is { Length: > 0 } outer)
            name = name.Contains(">g__", StringComparison.Ordinal)
                ? $"{outer}.{name[(name.IndexOf(">g__", StringComparison.Ordinal) + 4)..].Split('|')[0]}"
                : $"{outer} (lambda)";
        return type.Length == 0 ? name : $"{type.Replace('+', '.')}.{name}";
    }

    private static string? Between(string text)
    {
        var start = text.IndexOf('<', StringComparison.Ordinal);
        // The method of top-level statements is <Main>$, so its lambdas are <<Main>$>b__0.
        if (text.AsSpan(start + 1).StartsWith("<"))
            start++;
        var end = text.IndexOf('>', start + 1);
        return start >= 0 && end > start ? text[(start + 1)..end] : null;
    }
}
