using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Gateway.Toolkit;

/// <summary>The parameters of a query or a form, decoded. Upper and lower case differ in names; a name may come more than once.</summary>
public sealed class ParameterCollection : IReadOnlyDictionary<string, StringValues>
{
    private readonly Dictionary<string, StringValues> _values;

    internal ParameterCollection(Dictionary<string, StringValues> values) => _values = values;

    internal static ParameterCollection Empty { get; } = new([]);

    /// <summary>How many names there are.</summary>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc/>
    public IEnumerable<StringValues> Values => _values.Values;

    /// <summary>The values of a parameter, in order; empty if there is none. Converts to a string, null if there is none.</summary>
    /// <param name="name">The parameter's name.</param>
    public StringValues this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The value of a parameter that must be there: <c>request.Query.Get&lt;int&gt;("page")</c>.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="BadRequestException">There is none, or more than one, or it is none of the type.</exception>
    public T Get<T>(string name)
        where T : ISpanParsable<T>
        => _values.ContainsKey(name) ? Parse<T>(name) : throw new BadRequestException($"The parameter {name} is missing.");

    /// <summary>The value of a parameter, or what stands for it where it is missing: <c>request.Query.Get("page", 1)</c>.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="fallback">Its value where it is missing.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="BadRequestException">There is more than one, or it is none of the type.</exception>
    public T Get<T>(string name, T fallback)
        where T : ISpanParsable<T>
        => _values.ContainsKey(name) ? Parse<T>(name) : fallback;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value) => _values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private T Parse<T>(string name)
        where T : ISpanParsable<T>
    {
        var values = _values[name];
        if (values.Count != 1)
            throw new BadRequestException($"The parameter {name} is there {values.Count} times; give it once.");
        // Parsers of numbers let NULs pass at the end.
        var text = values[0]!;
        return !(text.Contains('\0') && typeof(T) != typeof(string)) && T.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new BadRequestException($"The parameter {name} is not a valid {typeof(T).Name}.");
    }
}
