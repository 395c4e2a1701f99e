using Gateway.AspNetCore.Responses;

namespace Gateway.AspNetCore.Execution;

/// <summary>Calls an app and hands its body on to be sent.</summary>
internal abstract class AppRunner
{
    /// <summary>Completes when the response has been sent and the body closed.</summary>
    /// <exception cref="OverloadException">The app has more to do than it may take on.</exception>
    public abstract ValueTask RunAsync(GatewayRequest environ, GatewayResponse response);

    protected static GatewayContractException ReturnedNull(Delegate app) =>
        new($"The app {app.Method.DeclaringType?.Name}.{app.Method.Name} returned null instead of a body; return Body.Empty or an empty list (PEP 3333, \"Specification Details\").");
}
