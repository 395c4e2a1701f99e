namespace Gateway.AspNetCore.Tests.Support;

/// <summary>One measurement of a histogram.</summary>
internal sealed record Recorded(object? Factory, string Instrument, double Value, KeyValuePair<string, object?>[] Tags)
{
    /// <summary>The value of an attribute; null if it has none.</summary>
    public object? Tag(string name) => Tags.FirstOrDefault(tag => tag.Key == name).Value;
}
