namespace Gateway.Tool.Loading;

/// <summary>
/// A static member by name: <c>Type:Member</c>, the type with or without its namespace; or
/// <c>Type:Member()</c>, a method that makes the app.
/// </summary>
/// <param name="Type">The type; null where any type may have the member.</param>
/// <param name="Member">The member; null where the type has only one app.</param>
/// <param name="IsFactory">Whether the member is called to get the app.</param>
internal sealed record AppReference(string? Type, string? Member, bool IsFactory = false)
{
    /// <exception cref="ToolException">The text does not name a member.</exception>
    public static AppReference Parse(string text)
    {
        var isFactory = text.EndsWith("()", StringComparison.Ordinal);
        var parts = (isFactory ? text[..^2] : text).Split(':');
        return parts switch
        {
            [{ Length: > 0 } type] when !isFactory => new AppReference(type, null),
            [{ Length: > 0 } type, { Length: > 0 } member] => new AppReference(type, member, isFactory),
            _ => throw new ToolException(ExitCode.Usage, $"'{text}' names no member; write Type:Member, for example MyApp.Articles:App."),
        };
    }

    public bool Matches(Type type) => Type is null || Name(type) == Type || type.Name == Type;

    public override string ToString() => string.Join(':', new[] { Type, Member }.OfType<string>()) + (IsFactory ? "()" : "");

    /// <summary>The name as it is written in C#: nested types with a dot.</summary>
    public static string Name(Type type) => type.FullName!.Replace('+', '.');
}
