namespace Gateway.Hosting;

/// <summary>The state of a response.</summary>
[Flags]
internal enum ResponsePhase
{
    None = 0,

    /// <summary>start_response was called, whether or not it accepted its arguments.</summary>
    StartCalled = 1,

    /// <summary>The head is settled: it cannot be replaced any more.</summary>
    Committed = 1 << 1,

    /// <summary>No body may follow: HEAD, 204, 205, 304.</summary>
    Bodiless = 1 << 2,

    /// <summary>The length of the body is declared: exactly that many bytes must follow.</summary>
    Limited = 1 << 3,

    /// <summary>The app has returned its body; write is no longer allowed.</summary>
    Returned = 1 << 4,

    /// <summary>start_response was called with an exception after the head was settled.</summary>
    FailedLate = 1 << 5,

    /// <summary>The app produced more bytes than Content-Length allows, or bytes for a response without a body.</summary>
    Overrun = 1 << 6,

    /// <summary>The client has left.</summary>
    Disconnected = 1 << 7,

    /// <summary>The response has ended: start_response and write fail from here on.</summary>
    Ended = 1 << 8,
}
