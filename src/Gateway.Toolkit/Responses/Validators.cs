using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>The validators of a representation (RFC 9110, 8.8).</summary>
/// <param name="ETag">The entity tag, or null.</param>
/// <param name="LastModified">The time of the last change, to the second, or null.</param>
internal readonly record struct Validators(EntityTagHeaderValue? ETag, DateTimeOffset? LastModified)
{
    // While another change could have the same time, equal tags may stand for different bytes: the tag is weak (RFC 9110, 8.8.1).
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    public bool Any => ETag is not null || LastModified is not null;

    public static Validators Of(FileInfo file)
    {
        var changed = new DateTimeOffset(file.LastWriteTimeUtc);
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{changed.Ticks:x}-{file.Length:x}\"");
        return new(new EntityTagHeaderValue(tag, isWeak: DateTimeOffset.UtcNow - changed < Settled), NotLater(ToSeconds(changed)));
    }

    /// <summary>RFC 9110, 8.8.2.1: never later than Date, though a file's time may be ahead of this clock. A server renews its Date once
    /// a second.</summary>
    public static DateTimeOffset? NotLater(DateTimeOffset? time)
    {
        var now = DateTimeOffset.UtcNow;
        return time > now ? ToSeconds(now).AddSeconds(-1) : time;
    }

    /// <summary>HTTP's dates have no smaller unit.</summary>
    public static DateTimeOffset ToSeconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
