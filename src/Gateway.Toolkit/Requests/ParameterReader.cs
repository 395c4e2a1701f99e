using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Gateway.Toolkit;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> (WHATWG URL, 5), which queries and forms have in common.</summary>
internal static class ParameterReader
{
    public static ParameterCollection Read(string text, RequestLimits limits, string what)
    {
        if (text.Length == 0)
            return ParameterCollection.Empty;
        if (!PercentCoding.IsWellFormed(text))
            throw new BadRequestException($"The {what} has percent-encoding that is malformed, or is not UTF-8.");

        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        var count = 0;
        foreach (var pair in new QueryStringEnumerable(text))
            Add(values, pair.DecodeName().ToString(), pair.DecodeValue().ToString(), ++count, limits, what);
        return new(values);
    }

    /// <summary>Adds a parameter, if there is room for one.</summary>
    public static void Add(Dictionary<string, StringValues> values, string name, string value, int count, RequestLimits limits, string what)
    {
        ThrowIfTooMuch(name, count, limits, what);
        values[name] = StringValues.Concat(values.GetValueOrDefault(name), value);
    }

    public static void ThrowIfTooMuch(string name, int count, RequestLimits limits, string what)
    {
        if (count > limits.MaxParameters)
            throw new BadRequestException($"The {what} has more than {limits.MaxParameters} parameters.");
        if (name.Length > limits.MaxNameLength)
            throw new BadRequestException($"The {what} has a parameter whose name is longer than {limits.MaxNameLength} characters.");
    }
}
