namespace Gateway.Toolkit;

/// <summary>Header lists as start_response takes them.</summary>
internal static class HeaderList
{
    /// <summary>The list with one more header, unless it has one of that name: what the app says about itself counts.</summary>
    public static IReadOnlyList<(string Name, string Value)> WithOwn(
        IReadOnlyList<(string Name, string Value)> headers, string name, string value) =>
        headers is null || Contain(headers, name) ? headers! : headers.With(name, value);

    public static bool Contain(IReadOnlyList<(string Name, string Value)> headers, string name)
    {
        for (var index = 0; index < headers.Count; index++)
        {
            if (name.Equals(headers[index].Name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
