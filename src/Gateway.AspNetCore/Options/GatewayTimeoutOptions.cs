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

    /// <summary>How long the server goes on listening and responding after it is told to stop, before it stops as usual; at most a day.
    /// Default: zero.</summary>
    /// <remarks>A Kubernetes service or a load balancer goes on sending new connections for some seconds. From the beginning of the delay
    /// <c>gateway.stopping</c> is cancelled and readiness is 503 (<c>MapGatewayHealth</c>). <c>HostOptions.ShutdownTimeout</c> is
    /// longer by the delay. It belongs to the host: set it with <c>AddGateway</c>, not for one app.</remarks>
    public TimeSpan ShutdownDelay { get; set; }

    internal GatewayTimeoutOptions Clone() => (GatewayTimeoutOptions)MemberwiseClone();

    internal void Validate()
    {
        if (Request <= TimeSpan.Zero)
            throw new ArgumentException(
                $"GatewayOptions.Timeouts.Request is {Request}; it must be longer than zero, or null for no limit.");
        if (ShutdownDelay < TimeSpan.Zero || ShutdownDelay > TimeSpan.FromDays(1))
            throw new ArgumentException(
                $"GatewayOptions.Timeouts.ShutdownDelay is {ShutdownDelay}; it must be between zero and a day.");
    }
}
