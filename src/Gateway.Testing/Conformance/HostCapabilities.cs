namespace Gateway.Testing.Conformance;

/// <summary>The capabilities of a host and of the client that talks to it. The suite omits cases that need more.</summary>
[Flags]
public enum HostCapabilities
{
    /// <summary>Nothing beyond one request and its response.</summary>
    None = 0,

    /// <summary>The client sends bytes: malformed and unusual HTTP/1.1 requests reach the host as they are.</summary>
    Wire = 1,

    /// <summary>Requests use HTTP/1.0.</summary>
    Http10 = 1 << 1,

    /// <summary>The request target reaches the host as it is written in the case.</summary>
    RawTarget = 1 << 2,

    /// <summary>The protocol carries reason phrases.</summary>
    ReasonPhrase = 1 << 3,

    /// <summary>The protocol carries response trailers.</summary>
    Trailers = 1 << 4,

    /// <summary>The client can leave in the middle, and the host can tell.</summary>
    Disconnect = 1 << 5,

    /// <summary>The client can ask for a WebSocket.</summary>
    WebSocket = 1 << 6,

    /// <summary>Requests come over TLS.</summary>
    Tls = 1 << 7,

    /// <summary>The host knows its peer's address.</summary>
    PeerAddress = 1 << 8,

    /// <summary>The connection, and with it a length or an end, is real: a failed response ends visibly, and the server adds its own
    /// headers.</summary>
    Connection = 1 << 9,

    /// <summary>A request header sent twice arrives twice.</summary>
    RepeatedHeaders = 1 << 10,

    /// <summary>A header with an empty value arrives.</summary>
    EmptyHeaders = 1 << 11,

    /// <summary>The host learns of the end of a response that failed before its head, or whose client left.</summary>
    FailureCompletion = 1 << 12,

    /// <summary>Apps that break the contract on purpose reach the host. No linter stops them first.</summary>
    Unlinted = 1 << 13,
}
