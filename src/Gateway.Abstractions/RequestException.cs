namespace Gateway;

/// <summary>The request is at fault: the host answers it with <see cref="StatusCode"/> and the message, and logs no error.</summary>
/// <remarks>Any app or middleware may throw it, before the response has begun. The message is sent to the client.</remarks>
public class RequestException : IOException
{
    /// <summary>Creates the exception, for a 400.</summary>
    public RequestException()
        : this("The request is malformed.")
    {
    }

    /// <summary>Creates the exception, for a 400.</summary>
    /// <param name="message">The fault of the request, in words that may be sent to its client.</param>
    public RequestException(string message)
        : this(message, 400, null)
    {
    }

    /// <summary>Creates the exception, for a 400.</summary>
    /// <param name="message">The fault of the request, in words that may be sent to its client.</param>
    /// <param name="innerException">The cause; never sent.</param>
    public RequestException(string message, Exception? innerException)
        : this(message, 400, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The fault of the request, in words that may be sent to its client.</param>
    /// <param name="statusCode">A client error (RFC 9110, 15.5), 400 to 499.</param>
    /// <param name="innerException">The cause; never sent.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 400 to 499.</exception>
    public RequestException(string message, int statusCode, Exception? innerException)
        : base(message, innerException)
    {
        if (statusCode is < 400 or > 499)
        {
            throw new ArgumentOutOfRangeException(
                nameof(statusCode), statusCode, "A fault of the request is answered with a status from 400 to 499.");
        }
        StatusCode = statusCode;
    }

    /// <summary>The status the client is owed, 400 to 499.</summary>
    public int StatusCode { get; }
}
