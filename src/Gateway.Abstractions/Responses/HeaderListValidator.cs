namespace Gateway;

/// <summary>Checks a header list entry by entry, for hosts that validate and store in one pass.</summary>
/// <param name="sendsLatin1">Whether the server sends the header of this name in ISO-8859-1; null if it sends none so.
/// Asked only where the value is more than printable ASCII.</param>
public struct HeaderListValidator(Func<string, bool>? sendsLatin1)
{
    private bool _hasContentType;

    /// <summary>The declared Content-Length in bytes; null while none was declared.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>Checks the next header of the list.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">The header's value; may be empty.</param>
    /// <returns>The kind of the header.</returns>
    /// <exception cref="GatewayContractException">The header breaks a rule, alone or together with an earlier one; the message names
    /// it.</exception>
    public HeaderKind Check(string name, string value)
    {
        ResponseValidator.ValidateHeader(name, value, sendsLatin1);
        if (IsNamed(name, "Content-Length"))
        {
            if (ContentLength is not null)
                throw new GatewayContractException("The header Content-Length is given twice; a response has one length (RFC 9110, 8.6).");
            ContentLength = ResponseValidator.ValidateContentLength(value);
            return HeaderKind.ContentLength;
        }

        if (!IsNamed(name, "Content-Type"))
            return HeaderKind.Other;
        if (_hasContentType)
            throw new GatewayContractException("The header Content-Type is given twice; a response has one type (RFC 9110, 8.3).");
        _hasContentType = true;
        return HeaderKind.ContentType;
    }

    // The length tells most names apart before anything is compared.
    private static bool IsNamed(string name, string wanted) =>
        name.Length == wanted.Length && name.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
