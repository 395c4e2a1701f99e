namespace Gateway.AspNetCore.Execution;

/// <summary>Calls an app and sends its body.</summary>
internal abstract class AppRunner
{
    /// <summary>Completes when the response has been sent and the body closed.</summary>
    /// <exception cref="Hosting.OverloadException">The app is overloaded.</exception>
    public abstract ValueTask RunAsync(Exchange exchange);
}
