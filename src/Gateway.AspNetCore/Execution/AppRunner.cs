namespace Gateway.AspNetCore.Execution;

/// <summary>Calls an app and hands its body on to be sent.</summary>
internal abstract class AppRunner
{
    /// <summary>Completes when the response has been sent and the body closed.</summary>
    /// <exception cref="Hosting.OverloadException">The app has more to do than it may take on.</exception>
    public abstract ValueTask RunAsync(Environ environ, Exchange exchange);
}
