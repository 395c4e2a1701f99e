namespace Gateway.Testing;

/// <summary>The app answered the wish for a WebSocket with an ordinary response.</summary>
public class WebSocketRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public WebSocketRefusedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    public WebSocketRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Its cause.</param>
    public WebSocketRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal WebSocketRefusedException(GatewayResponse response)
        : base($"The app refused the WebSocket with {response.Status}.") => Response = response;

    /// <summary>What the app answered.</summary>
    public GatewayResponse? Response { get; }
}
