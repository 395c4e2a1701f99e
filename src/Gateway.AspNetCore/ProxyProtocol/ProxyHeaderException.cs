namespace Gateway.AspNetCore.ProxyProtocol;

/// <summary>What a trusted peer sent first is not a PROXY header.</summary>
/// <param name="message">What is wrong with it. Never contains bytes of the peer.</param>
internal sealed class ProxyHeaderException(string message) : Exception(message);
