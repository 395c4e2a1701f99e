using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Toolkit;

/// <summary>An entry as a JSON object on one line. What is not known is left out.</summary>
internal static class AccessLogJson
{
    public static string Format(AccessLogEntry entry)
    {
        using var bytes = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("time", entry.Time.ToString("O", CultureInfo.InvariantCulture));
            Write(json, "remote_addr", entry.RemoteAddr);
            Write(json, "remote_user", entry.RemoteUser);
            Write(json, "method", entry.Method);
            Write(json, "host", entry.Host);
            Write(json, "target", entry.Target);
            Write(json, "protocol", entry.Protocol);
            json.WriteNumber("status", entry.Status);
            json.WriteNumber("bytes", entry.Bytes);
            json.WriteNumber("duration_ms", Math.Round(entry.Duration.TotalMilliseconds, 3));
            Write(json, "referer", entry.Referer);
            Write(json, "user_agent", entry.UserAgent);
            Write(json, "request_id", entry.RequestId);
            Write(json, "error", entry.Error);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}
