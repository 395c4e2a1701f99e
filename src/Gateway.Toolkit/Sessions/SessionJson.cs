using System.Text.Json.Serialization;

namespace Gateway.Toolkit;

[JsonSerializable(typeof(SessionContent))]
internal sealed partial class SessionJson : JsonSerializerContext;
