using System.Net;

namespace Gateway.Toolkit;

/// <summary>The request is at fault: malformed, too large, of a type that is not understood, or against its own conditions. The message
/// is safe to show to the client.</summary>
/// <remarks>Thrown by the members of <see cref="Request"/>, and by handlers. <see cref="Handler"/> answers with
/// <see cref="ToResponse"/>.</remarks>
public class BadRequestException : RequestException
{
    /// <summary>Creates the exception, for a 400.</summary>
    public BadRequestException()
        : this("The request is malformed.")
    {
    }

    /// <summary>Creates the exception, for a 400.</summary>
    /// <param name="reason">The fault of the request, in words that may be sent to its client.</param>
    public BadRequestException(string reason)
        : this((int)HttpStatusCode.BadRequest, reason)
    {
    }

    /// <summary>Creates the exception, for a 400.</summary>
    /// <param name="reason">The fault of the request, in words that may be sent to its client.</param>
    /// <param name="innerException">How it was found; never shown.</param>
    public BadRequestException(string reason, Exception? innerException)
        : this((int)HttpStatusCode.BadRequest, reason, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="statusCode">A client error (RFC 9110, 15.5), 400 to 499.</param>
    /// <param name="reason">The fault of the request, in words that may be sent to its client.</param>
    /// <param name="innerException">How it was found; never shown.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is not a client error.</exception>
    public BadRequestException(int statusCode, string reason, Exception? innerException = null)
        : base(reason, statusCode, innerException)
    {
    }

    /// <summary>The answer: problem details with the reason (RFC 9457). An exception of the app's own may add to it.</summary>
    public virtual Response ToResponse() => Response.Problem(StatusCode, Message);
}
