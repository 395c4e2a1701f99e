using System.Text.Json.Serialization;

namespace Gateway.Browser;

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ResultsJson : JsonSerializerContext;
