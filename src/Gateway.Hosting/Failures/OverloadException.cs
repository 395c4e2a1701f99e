using System.Diagnostics.CodeAnalysis;

namespace Gateway.Hosting;

/// <summary>The server is overloaded. The client gets 503 (RFC 9110, 15.6.4).</summary>
/// <param name="reason">The reason as it is counted, like <c>queue_full</c>.</param>
/// <param name="message">The limit that was reached, for the log.</param>
[SuppressMessage("Design", "CA1032", Justification = "A host throws it, always with a reason.")]
public sealed class OverloadException(string reason, string message) : Exception(message)
{
    /// <summary>The value of Retry-After, in seconds.</summary>
    public const string RetryAfterSeconds = "1";

    /// <summary>The reason if too many requests wait.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>The reason if a request waited too long.</summary>
    public const string QueueTimeout = "queue_timeout";

    /// <summary>The reason, as the metrics name it.</summary>
    public string Reason { get; } = reason;
}
