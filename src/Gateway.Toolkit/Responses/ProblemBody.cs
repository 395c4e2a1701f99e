using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Toolkit;

/// <summary>Problem details as JSON (RFC 9457, 3.1).</summary>
internal static class ProblemBody
{
    public static Body Write(
        int statusCode, string? detail, string? title, string? type, string? instance, IEnumerable<KeyValuePair<string,
        JsonNode?>>? extensions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            // Without a type the status says it all, and the title is its reason (RFC 9457, 4.2.1).
            json.WriteString("type", type ?? "about:blank");
            json.WriteString("title", title ?? StatusLine.Reason(statusCode));
            json.WriteNumber("status", statusCode);
            WriteOptional(json, "detail", detail);
            WriteOptional(json, "instance", instance);
            foreach (var (name, value) in extensions ?? [])
            {
                json.WritePropertyName(name);
                if (value is null)
                    json.WriteNullValue();
                else
                    value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Body.Bytes(buffer.WrittenMemory);
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
