using Gateway.Hosting;

namespace Gateway.Testing.Hosting;

/// <summary>Calls an app of either shape, and sends the body that it returns.</summary>
internal delegate ValueTask AppCall(Environ environ, HostedResponse response);
