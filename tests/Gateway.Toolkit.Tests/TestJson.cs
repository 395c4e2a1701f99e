using System.Text.Json.Serialization;

namespace Gateway.Toolkit.Tests;

internal sealed record Point(int X, int Y);

internal sealed record Line(Point From, Point To);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(Line))]
[JsonSerializable(typeof(int))]
internal sealed partial class TestJson : JsonSerializerContext;
