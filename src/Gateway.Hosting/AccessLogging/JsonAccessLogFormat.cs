using System.Buffers;
using System.Text.Json;

namespace Gateway.Hosting;

/// <summary>An entry as a JSON object on one line. Unknown values are omitted.</summary>
internal sealed class JsonAccessLogFormat : AccessLogFormat
{
    [ThreadStatic]
    private static Utf8JsonWriter? s_json;

    public override void Format(in AccessLogEntry entry, IBufferWriter<byte> line)
    {
        var json = s_json;
        if (json is null)
            s_json = json = new Utf8JsonWriter(line);
        else
            json.Reset(line);

        json.WriteStartObject();
        json.WriteString("time", entry.Time);
        Write(json, "remote_addr", entry.RemoteAddr);
        Write(json, "remote_user", entry.RemoteUser);
        json.WriteString("method", entry.Method);
        Write(json, "host", entry.Host);
        json.WriteString("target", entry.Target);
        json.WriteString("protocol", entry.Protocol);
        json.WriteNumber("status", entry.Status);
        if (entry.Bytes is { } bytes)
            json.WriteNumber("bytes", bytes);
        if (entry.Duration is { } duration)
            json.WriteNumber("duration_ms", Math.Round(duration.TotalMilliseconds, 3));
        Write(json, "referer", entry.Referer);
        Write(json, "user_agent", entry.UserAgent);
        Write(json, "request_id", entry.RequestId);
        Write(json, "error", entry.Error);
        json.WriteEndObject();
        json.Flush();
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }
}
