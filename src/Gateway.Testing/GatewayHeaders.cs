using System.Collections;

namespace Gateway.Testing;

/// <summary>The headers of a response as the app gave them: in order, repeats apart.</summary>
/// <param name="headers">The headers.</param>
public sealed class GatewayHeaders(IReadOnlyList<(string Name, string Value)> headers) : IReadOnlyList<(string Name, string Value)>
{
    /// <inheritdoc/>
    public int Count => headers.Count;

    /// <inheritdoc/>
    public (string Name, string Value) this[int index] => headers[index];

    /// <summary>The value of a header, the last one where it is repeated; null if there is none.
    /// Upper and lower case are the same.</summary>
    /// <param name="name">The header's name.</param>
    public string? this[string name] => All(name) is [.., var last] ? last : null;

    /// <summary>All values of a header, in order.</summary>
    /// <param name="name">The header's name.</param>
    /// <returns>Its values; empty if there is none.</returns>
    public IReadOnlyList<string> All(string name) =>
        [.. headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    /// <inheritdoc/>
    public IEnumerator<(string Name, string Value)> GetEnumerator() => headers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
