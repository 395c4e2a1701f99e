namespace Gateway.Tool.Loading;

/// <summary>A static member by name, <c>Type:Member</c>: the type with or without its namespace.</summary>
internal sealed record AppReference(string Type, string? Member)
{
    /// <exception cref="ToolException">The text names no member.</exception>
    public static AppReference Parse(string text)
    {
        var parts = text.Split(':');
        return parts switch
        {
            [{ Length: > 0 } type] => new AppReference(type, null),
            [{ Length: > 0 } type, { Length: > 0 } member] => new AppReference(type, member),
            _ => throw new ToolException(ExitCode.Usage, $"'{text}' names no member; write Type:Member, for example MyApp.Articles:App."),
        };
    }

    public bool Matches(Type type) => Name(type) == Type || type.Name == Type;

    public override string ToString() => Member is null ? Type : $"{Type}:{Member}";

    /// <summary>The name as it is written in C#: nested types with a dot.</summary>
    public static string Name(Type type) => type.FullName!.Replace('+', '.');
}
