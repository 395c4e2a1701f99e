namespace Gateway;

/// <summary>The response of one app of a cascade: handed on at once, or held back while it is 404 or 405.</summary>
internal sealed class CascadeAttempt(StartResponse startResponse) : IBodyWriter
{
    private bool _isCalled;
    private bool _isHandedOn;
    private bool _isHeldBack;

    public bool IsDecided => _isHandedOn || _isHeldBack;

    public bool IsPassedOver => _isHeldBack && !_isHandedOn;

    public IBodyWriter StartResponse(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
    {
        // The rules hold for a response that is not sent, too: a mistake must not depend on the other apps of the cascade.
        if (_isCalled && exception is null)
            throw new GatewayContractException("start_response was called a second time without an exception (PEP 3333).");
        _isCalled = true;

        var code = ResponseValidator.ValidateStatus(status);
        if (!_isHandedOn && code is 404 or 405)
        {
            // Only the host knows whether it sends ISO-8859-1; nothing of this is sent.
            ResponseValidator.ValidateHeaders(headers, allowLatin1: true);
            _isHeldBack = true;
            return this;
        }

        _isHandedOn = true;
        return startResponse(status, headers, exception);
    }

    /// <summary>Drops a block of a response that is not sent.</summary>
    public void Write(ReadOnlySpan<byte> block)
    {
    }
}
