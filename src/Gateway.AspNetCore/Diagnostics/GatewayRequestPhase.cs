namespace Gateway.AspNetCore;

/// <summary>How far a request has come.</summary>
public enum GatewayRequestPhase
{
    /// <summary>The app has been called, and the response has not begun.</summary>
    Running,

    /// <summary>The request waits for a thread, or for its turn.</summary>
    Waiting,

    /// <summary>The response has begun, or its head is settled.</summary>
    Sending,
}
