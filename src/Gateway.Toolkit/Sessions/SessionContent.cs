using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Toolkit;

/// <summary>A session as it is kept.</summary>
/// <param name="Ends">When it ends, in milliseconds since 1970.</param>
/// <param name="Values">Its values.</param>
internal sealed record SessionContent(
    [property: JsonPropertyName("e")] long Ends, [property: JsonPropertyName("v")] IReadOnlyDictionary<string, string> Values)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SessionJson.Default.SessionContent);

    /// <summary>Null for what is none: another program may write to the cache, or another version of this one.</summary>
    public static SessionContent? Read(byte[]? bytes)
    {
        if (bytes is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, SessionJson.Default.SessionContent) is { Values: { } values } content
                && !values.Values.Contains(null!)
                ? content
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
