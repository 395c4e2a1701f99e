namespace Gateway;

/// <summary>The trailer fields of the response (RFC 9110, section 6.5), found under <c>gateway.trailers</c> where the protocol has
/// them.</summary>
public abstract class ResponseTrailers
{
    /// <summary>Adds a field, to be sent after the body.</summary>
    /// <param name="name">A token that is not a framing, routing, authentication or content field (RFC 9110, section 6.5.1).</param>
    /// <param name="value">Printable ASCII.</param>
    /// <exception cref="GatewayContractException">Name or value break a rule, or the response has ended.</exception>
    public void Append(string name, string value)
    {
        ResponseValidator.ValidateTrailer(name, value);
        AppendValidated(name, value);
    }

    /// <summary>For hosts: adds a field that has passed the validator.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">The field's value.</param>
    protected abstract void AppendValidated(string name, string value);
}
