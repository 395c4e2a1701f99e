using System.Buffers;
using System.Text;

namespace Gateway.Hosting;

/// <summary>The format of a line in the access log.</summary>
public abstract class AccessLogFormat
{
    /// <summary>Apache's and nginx's combined format:
    /// <c>192.0.2.1 - ada [01/Feb/2026:12:30:00 +0000] "GET /x HTTP/1.1" 200 12 "referer" "user agent"</c>.</summary>
    public static AccessLogFormat Combined { get; } = new CombinedAccessLogFormat();

    /// <summary>One JSON object per line, with the duration, the request id and the type of an error as well.
    /// Unknown values are omitted.</summary>
    public static AccessLogFormat Json { get; } = new JsonAccessLogFormat();

    /// <summary>Writes an entry, without the end of the line. Called concurrently.</summary>
    /// <param name="entry">The entry; its texts are hostile.</param>
    /// <param name="line">Takes UTF-8, which must not contain a line end.</param>
    public abstract void Format(in AccessLogEntry entry, IBufferWriter<byte> line);

    /// <summary>Formats an entry as a string, without the end of the line.</summary>
    /// <param name="entry">The entry.</param>
    public string Format(in AccessLogEntry entry)
    {
        var line = new ArrayBufferWriter<byte>(256);
        Format(entry, line);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
