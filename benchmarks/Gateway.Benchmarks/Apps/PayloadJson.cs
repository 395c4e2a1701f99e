using System.Text.Json.Serialization;

namespace Gateway.Benchmarks.Apps;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Order[]))]
internal sealed partial class PayloadJson : JsonSerializerContext;
