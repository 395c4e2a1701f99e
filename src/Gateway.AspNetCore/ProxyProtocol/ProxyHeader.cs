using System.Net;

namespace Gateway.AspNetCore.ProxyProtocol;

/// <summary>The addresses that a PROXY header states.</summary>
/// <param name="Source">The client; null where the header names none, and the connection's own address holds.</param>
/// <param name="Destination">Where the client connected to; null as above.</param>
internal readonly record struct ProxyHeader(IPEndPoint? Source, IPEndPoint? Destination);
