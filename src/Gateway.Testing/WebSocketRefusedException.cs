namespace Gateway.Testing;

/// <summary>The app responded to a WebSocket request with an ordinary response.</summary>
public class WebSocketRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public WebSocketRefusedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public WebSocketRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public WebSocketRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal WebSocketRefusedException(GatewayResponse response)
        : base($"The app refused the WebSocket with {response.Status}.") => Response = response;

    /// <summary>The app's response.</summary>
    public GatewayResponse? Response { get; }
}
