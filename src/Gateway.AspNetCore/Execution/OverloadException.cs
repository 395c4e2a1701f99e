namespace Gateway.AspNetCore.Execution;

/// <summary>A request that cannot be taken on now. It is answered 503 (RFC 9110, 15.6.4).</summary>
internal sealed class OverloadException(string reason, string message) : Exception(message)
{
    public const string RetryAfterSeconds = "1";
    public const string QueueFull = "queue_full";
    public const string QueueTimeout = "queue_timeout";

    /// <summary>The reason as it is counted.</summary>
    public string Reason { get; } = reason;
}
