namespace Gateway.Hosting;

/// <summary>A mistake of an app that does not stop its response. The host logs it.</summary>
public enum ResponseProblem
{
    /// <summary>The app produced more bytes than the Content-Length it declared; the rest was not sent.</summary>
    TooManyBytes,

    /// <summary>The app produced a body for a response that has none (RFC 9110, 6.4.1); it was not sent.</summary>
    BodyNotAllowed,

    /// <summary>Closing the body failed after the head was sent, or after another failure.</summary>
    CloseFailed,
}
