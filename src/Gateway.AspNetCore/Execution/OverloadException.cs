namespace Gateway.AspNetCore.Execution;

/// <summary>A request that cannot be taken on now. It is answered 503 (RFC 9110, 15.6.4).</summary>
internal sealed class OverloadException(string message) : Exception(message)
{
    public const string RetryAfterSeconds = "1";
}
