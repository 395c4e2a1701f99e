using Gateway.Hosting;

namespace Gateway.Testing.Hosting;

/// <summary>Calls an app of one of the two shapes, and sends what it returns.</summary>
internal delegate ValueTask AppCall(Environ environ, HostedResponse response);
