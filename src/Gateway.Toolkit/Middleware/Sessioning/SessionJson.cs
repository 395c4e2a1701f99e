using System.Text.Json.Serialization;

namespace Gateway.Toolkit.Sessioning;

[JsonSerializable(typeof(SessionContent))]
internal sealed partial class SessionJson : JsonSerializerContext;
