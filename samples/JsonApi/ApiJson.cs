using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JsonApi;

/// <summary>How the API's types are written, worked out at compile time: no reflection.</summary>
[JsonSerializable(typeof(Article))]
[JsonSerializable(typeof(ArticlePage))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(StatusMessage))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>camelCase, without nulls, and with <c>&amp;</c> and letters outside ASCII as they are. That is unsafe only inside HTML,
    /// which these bodies never are.</summary>
    public static ApiJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
