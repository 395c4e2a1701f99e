namespace Gateway;

/// <summary>The legacy way to send a block, PEP 3333's <c>write</c>: <c>startResponse("200 OK", headers).Write("Hello"u8)</c>.</summary>
/// <remarks>An interface rather than a delegate, so that a host's own per-request object can be it and an app that never writes this way
/// costs nothing.</remarks>
public interface IBodyWriter
{
    /// <summary>Sends a block ahead of everything the returned iterable yields. On return it is on its way to the client. Blocks while
    /// the client is slow.</summary>
    /// <param name="block">The bytes; they may be reused after the call. An empty block sends the head.</param>
    /// <exception cref="GatewayContractException">More bytes than Content-Length, a call from inside the iterable, or one after the
    /// response has ended.</exception>
    void Write(ReadOnlySpan<byte> block);
}
