using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Toolkit;

/// <summary>Texts by name that an app keeps for a client from one request to the next. Found by <c>environ.Session()</c>.</summary>
/// <remarks>It can be changed until start_response is called, because its cookie goes with the head. Used by one thread at a time, like
/// the environ.</remarks>
public sealed partial class Session : IReadOnlyCollection<KeyValuePair<string, string>>
{
    private readonly Dictionary<string, string> _values;

    internal Session(Dictionary<string, string> values) => _values = values;

    /// <summary>How many values there are.</summary>
    public int Count => _values.Count;

    /// <summary>A value; null if there is none of that name. Setting null removes it.</summary>
    /// <param name="name">The value's name. Upper and lower case differ.</param>
    /// <exception cref="InvalidOperationException">Set after start_response.</exception>
    public string? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set
        {
            ThrowIfSent();
            if (value is null)
            {
                HasChanged |= _values.Remove(name);
            }
            else if (!_values.TryGetValue(name, out var old) || old != value)
            {
                _values[name] = value;
                HasChanged = true;
            }
        }
    }

    /// <summary>Whether it has been changed in this request.</summary>
    internal bool HasChanged { get; private set; }

    /// <summary>Whether what the client holds must stop to name it.</summary>
    internal bool IsRenewed { get; private set; }

    /// <summary>Whether nothing in it comes from what the client's cookie named.</summary>
    internal bool IsCleared { get; private set; }

    /// <summary>Whether the head has gone, and the cookie with it.</summary>
    internal bool IsSent { get; set; }

    internal IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Gives the session another id and keeps its values. Call it where somebody signs in: whoever knew the id before does not
    /// get in (session fixation).</summary>
    /// <exception cref="InvalidOperationException">Called after start_response.</exception>
    public void Renew()
    {
        ThrowIfSent();
        (HasChanged, IsRenewed) = (true, true);
    }

    /// <summary>Ends the session: nothing is left of its values, in the cache and in the browser. What is set afterwards begins another
    /// one.</summary>
    /// <exception cref="InvalidOperationException">Called after start_response.</exception>
    public void Clear()
    {
        Renew();
        IsCleared = true;
        _values.Clear();
    }

    /// <summary>Looks for a value.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetValue(string name, [MaybeNullWhen(false)] out string value) => _values.TryGetValue(name, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void ThrowIfSent()
    {
        if (IsSent)
            throw new InvalidOperationException("The session cannot be changed after start_response: its cookie went with the headers.");
    }
}
