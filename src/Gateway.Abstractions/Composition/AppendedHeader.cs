using System.Collections;

namespace Gateway;

/// <summary>A header behind those of another list.</summary>
internal sealed class AppendedHeader(IReadOnlyList<(string Name, string Value)> headers, string name, string value)
    : IReadOnlyList<(string Name, string Value)>
{
    // Counted once: asking each list of a chain at each step would be slow.
    private readonly int _last = headers.Count;

    public int Count => _last + 1;

    public (string Name, string Value) this[int index] => index == _last ? (name, value) : headers[index];

    public IEnumerator<(string Name, string Value)> GetEnumerator()
    {
        for (var index = 0; index <= _last; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
