namespace Gateway.AspNetCore.ProxyProtocol;

/// <summary>Thrown when the first bytes of a trusted peer are not a PROXY header.</summary>
/// <param name="message">The reason. It never contains bytes that the peer sent.</param>
internal sealed class ProxyHeaderException(string message) : Exception(message);
