namespace Gateway.Cgi.Responses;

/// <summary>How far a response has come.</summary>
internal enum ResponsePhase
{
    /// <summary>start_response has not been called.</summary>
    Waiting,

    /// <summary>start_response was called, and refused what it was given.</summary>
    Refused,

    /// <summary>Status and headers are stored; they can still be replaced.</summary>
    Started,

    /// <summary>The head is settled.</summary>
    Committed,

    /// <summary>The head is settled, and start_response was called with an exception: nothing may follow.</summary>
    FailedLate,

    /// <summary>Nothing may happen any more.</summary>
    Ended,
}
