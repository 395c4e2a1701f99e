namespace Gateway.Hosting;

/// <summary>The ways in which a host ends a failed request.</summary>
public enum OutcomeKind
{
    /// <summary>The host rethrows the exception. Its caller logs it, and responds 500 or resets the connection.</summary>
    Rethrow,

    /// <summary>The host responds in the app's place.</summary>
    Answer,

    /// <summary>The connection is reset, so that the client can tell that the response is incomplete.</summary>
    Abort,

    /// <summary>Nothing is sent: the client left, or already has a response.</summary>
    Silence,
}
