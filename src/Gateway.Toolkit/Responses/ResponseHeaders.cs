namespace Gateway.Toolkit;

/// <summary>The headers of a response: a list, in the order they are sent, that can be asked by name. Upper and lower case are the same
/// in names.</summary>
public sealed class ResponseHeaders : List<(string Name, string Value)>
{
    // Most responses have Content-Type and one more.
    private const int UsualCount = 2;

    /// <summary>Creates an empty list.</summary>
    public ResponseHeaders()
        : base(UsualCount)
    {
    }

    internal ResponseHeaders(IReadOnlyCollection<(string Name, string Value)> headers)
        : base(headers.Count + UsualCount) => AddRange(headers);

    /// <summary>The value of a header, the first one where it is repeated; null if there is none. Setting replaces every value of it;
    /// null removes it.</summary>
    /// <param name="name">The header's name.</param>
    public string? this[string name]
    {
        get
        {
            for (var index = 0; index < Count; index++)
            {
                if (Is(this[index].Name, name))
                    return this[index].Value;
            }

            return null;
        }

        set
        {
            Remove(name);
            if (value is not null)
                Add((name, value));
        }
    }

    /// <summary>Adds a header, beside those of the same name.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value.</param>
    public void Add(string name, string value) => Add((name, value));

    /// <summary>Removes every value of a header.</summary>
    /// <param name="name">The header's name.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var removed = false;
        for (var index = Count - 1; index >= 0; index--)
        {
            if (!Is(this[index].Name, name))
                continue;
            RemoveAt(index);
            removed = true;
        }

        return removed;
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
