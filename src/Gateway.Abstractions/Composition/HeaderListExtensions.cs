namespace Gateway;

/// <summary>Header lists on their way to start_response.</summary>
public static class HeaderListExtensions
{
    /// <summary>The same headers and one more, for middleware that adds one: nothing is copied, so it costs 48 bytes however long the
    /// list is.</summary>
    /// <param name="headers">The headers; the new list shows them as they are, so change them only after start_response has
    /// returned.</param>
    /// <param name="name">The name of the header to add.</param>
    /// <param name="value">Its value.</param>
    /// <returns>A list to be given to start_response, which validates all of it.</returns>
    /// <exception cref="GatewayContractException"><paramref name="headers"/> is null.</exception>
    public static IReadOnlyList<(string Name, string Value)> With(
        this IReadOnlyList<(string Name, string Value)> headers, string name, string value) =>
        new AppendedHeader(headers ?? throw ResponseValidator.NoHeaders(), name, value);
}
