namespace Gateway;

/// <summary>An app, a middleware or a host broke a rule of the contract. The message names the culprit and what to change.</summary>
public class GatewayContractException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public GatewayContractException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which rule was broken, by what, and what to change.</param>
    public GatewayContractException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which rule was broken, by what, and what to change.</param>
    /// <param name="innerException">The cause, if any.</param>
    public GatewayContractException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
