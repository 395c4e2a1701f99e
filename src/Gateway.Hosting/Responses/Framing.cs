namespace Gateway.Hosting;

/// <summary>The framing of a response: the end of its body is known by its length, by the transfer coding, or because there is no
/// body.</summary>
/// <param name="HasBody">Whether bytes of a body follow the head.</param>
/// <param name="ContentLength">The Content-Length to send, in bytes; null to send none.</param>
public readonly record struct Framing(bool HasBody, long? ContentLength)
{
    /// <summary>Chooses the framing of a response (RFC 9110, 6.4.1 and 8.6; PEP 3333, "Handling the Content-Length Header").</summary>
    /// <param name="statusCode">The status code, 200 to 599.</param>
    /// <param name="isHead">Whether the request method is HEAD.</param>
    /// <param name="declared">The Content-Length that the app declared, in bytes; null if it declared none.</param>
    /// <param name="bodyLength">The length of the whole body in bytes, where it is known; else null.</param>
    /// <returns>The framing.</returns>
    public static Framing Choose(int statusCode, bool isHead, long? declared, long? bodyLength) => statusCode switch
    {
        204 or 205 => new(HasBody: false, ContentLength: null), // RFC 9110, 8.6 and 15.3.6.
        304 => new(HasBody: false, declared),
        // An empty body for HEAD does not tell the length that GET would have.
        _ when isHead => new(HasBody: false, declared ?? (bodyLength > 0 ? bodyLength : null)),
        _ => new(HasBody: true, declared ?? bodyLength),
    };
}
