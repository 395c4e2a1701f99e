namespace Gateway.AspNetCore;

/// <summary>How long things may take. Configuration: <c>Gateway:Timeouts</c>.</summary>
public sealed class GatewayTimeoutOptions
{
    /// <summary>How long a request may take, from its arrival at the app's host to the end of its response, waiting included;
    /// null for no limit.
    /// Default: null.</summary>
    /// <remarks>After it <c>gateway.request_aborted</c> is cancelled, and the client gets a 504 (RFC 9110, 15.6.5), or a reset where the
    /// response has
    /// begun. A synchronous app that ignores its token keeps its thread until it returns.
    /// A WebSocket is not timed once it is accepted.</remarks>
    public TimeSpan? Request { get; set; }

    internal GatewayTimeoutOptions Clone() => (GatewayTimeoutOptions)MemberwiseClone();

    internal void Validate()
    {
        if (Request <= TimeSpan.Zero)
            throw new ArgumentException(
                $"GatewayOptions.Timeouts.Request is {Request}; it must be longer than zero, or null for no limit.");
    }
}
