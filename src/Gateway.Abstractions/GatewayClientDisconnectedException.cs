namespace Gateway;

/// <summary>The client has gone before the request or the response was whole. Nobody is left to answer; a host does not log it as an
/// error.</summary>
public class GatewayClientDisconnectedException : IOException
{
    /// <summary>Creates the exception.</summary>
    public GatewayClientDisconnectedException()
        : this("The client has disconnected.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public GatewayClientDisconnectedException(string message)
        : this(message, null)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The exception of the server.</param>
    public GatewayClientDisconnectedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
