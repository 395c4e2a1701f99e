namespace Gateway.Toolkit;

/// <summary>The parts of a response that a <see cref="MiddlewareCall"/> wants to see, besides start_response. A part it does not ask for
/// costs
/// nothing.</summary>
[Flags]
public enum MiddlewareWatch
{
    /// <summary>Nothing but start_response.</summary>
    None = 0,

    /// <summary>The body: <see cref="MiddlewareCall.Sending"/> and, where producing it fails, <see cref="MiddlewareCall.Fail"/>.</summary>
    Body = 1,

    /// <summary>The last moment before anything is sent: <see cref="MiddlewareCall.Commit"/>.</summary>
    Commit = 1 << 1,

    /// <summary>The end of the response: <see cref="MiddlewareCall.End"/>.</summary>
    End = 1 << 2,
}
