namespace Gateway;

/// <summary>The request body cannot be read to its end: it is cut off, malformed, too large or too slow. It is the client's fault, never
/// the app's.</summary>
/// <remarks>An app may catch it and answer with an error of its own (400 or above); whatever else it answers, the host turns into
/// <see cref="RequestException.StatusCode"/>.</remarks>
public class RequestBodyException : RequestException
{
    /// <summary>Creates the exception.</summary>
    public RequestBodyException()
        : this("The request body cannot be read.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fault of the body, in words that may be sent to its client.</param>
    public RequestBodyException(string message)
        : this(message, 400, null)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fault of the body, in words that may be sent to its client.</param>
    /// <param name="innerException">The exception of the server; never sent.</param>
    public RequestBodyException(string message, Exception? innerException)
        : this(message, 400, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fault of the body, in words that may be sent to its client.</param>
    /// <param name="statusCode">The status the client is owed: 400, 408 or 413 (RFC 9110, section 15.5).</param>
    /// <param name="innerException">The exception of the server; never sent.</param>
    public RequestBodyException(string message, int statusCode, Exception? innerException)
        : base(message, statusCode, innerException)
    {
    }
}
