namespace Gateway.AspNetCore.Responses;

/// <summary>How far a response has come, and what was learnt on the way.</summary>
[Flags]
internal enum ResponsePhase
{
    None = 0,

    /// <summary>start_response was called, whether or not it passed.</summary>
    StartCalled = 1,

    /// <summary>The head is settled: it cannot be replaced any more.</summary>
    Committed = 1 << 1,

    /// <summary>No body may follow: HEAD, 204, 205, 304.</summary>
    Bodiless = 1 << 2,

    /// <summary>The length of the body is declared: no byte more may come, and no byte less.</summary>
    Limited = 1 << 8,

    /// <summary>The app has returned its body; blocks come from there now.</summary>
    Returned = 1 << 3,

    /// <summary>start_response was called with an exception when it was too late.</summary>
    FailedLate = 1 << 4,

    /// <summary>More bytes came than Content-Length allows, or than a bodiless response may have.</summary>
    Overrun = 1 << 5,

    /// <summary>The client has gone.</summary>
    Disconnected = 1 << 6,

    /// <summary>Nothing more may happen.</summary>
    Ended = 1 << 7,
}
