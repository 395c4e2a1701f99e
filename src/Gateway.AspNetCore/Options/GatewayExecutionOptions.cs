namespace Gateway.AspNetCore;

/// <summary>Where and how often at a time an app is called. Configuration: <c>Gateway:Execution</c>.</summary>
public sealed class GatewayExecutionOptions
{
    /// <summary>The value of <c>wsgi.multiprocess</c>: set it where sibling processes serve the same app. Default: false.</summary>
    public bool MultiProcess { get; set; }

    /// <summary>Whether the app is called by one request at a time, from the call to the close of its body:
    /// for apps that are not thread-safe.
    /// Then <c>wsgi.multithread</c> is false. Default: false.</summary>
    public bool Serial { get; set; }

    /// <summary>The most threads of its own that a synchronous app which blocks may occupy. One that proves not to block runs where the
    /// request is read, and needs none. Default: 64.</summary>
    public int MaxBlockingThreads { get; set; } = 64;

    /// <summary>The most requests that may wait for a thread, or for their turn where <see cref="Serial"/> is set.
    /// Further requests get a 503 at once. Default: 1,000.</summary>
    public int QueueLimit { get; set; } = 1000;

    /// <summary>How long a request may wait for a thread or its turn; after it the request gets a 503. Default: 10 seconds.</summary>
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The share of <see cref="QueueLimit"/> that may wait while this instance counts as ready, from 0 to 1. While more requests
    /// wait, readiness is 503 (<c>MapGatewayHealth</c>); 1 turns that off. Default: 0.8.</summary>
    /// <remarks>If every instance is overloaded, none is ready. A load balancer that then has nowhere to send requests should send them
    /// to all, as Envoy does, or this should be 1.</remarks>
    public double ReadyQueueShare { get; set; } = 0.8;

    internal GatewayExecutionOptions Clone() => (GatewayExecutionOptions)MemberwiseClone();

    internal void Validate()
    {
        if (MaxBlockingThreads < 1)
            throw new ArgumentException($"GatewayOptions.Execution.MaxBlockingThreads is {MaxBlockingThreads}; it must be at least 1.");
        if (QueueLimit < 0)
            throw new ArgumentException($"GatewayOptions.Execution.QueueLimit is {QueueLimit}; it must not be negative.");
        if (QueueTimeout <= TimeSpan.Zero)
            throw new ArgumentException($"GatewayOptions.Execution.QueueTimeout is {QueueTimeout}; it must be longer than zero.");
        if (ReadyQueueShare is not (>= 0 and <= 1))
            throw new ArgumentException(
                $"GatewayOptions.Execution.ReadyQueueShare is {ReadyQueueShare}; it must be between 0 and 1.");
    }
}
