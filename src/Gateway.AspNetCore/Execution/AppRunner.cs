namespace Gateway.AspNetCore.Execution;

/// <summary>Calls an app and sends its body.</summary>
internal abstract class AppRunner
{
    /// <summary>Completes when the response has been sent and the body closed. Does not throw: every failure is the task's, an
    /// <see cref="Hosting.OverloadException"/> too. So a request needs one <c>try</c>.</summary>
    /// <remarks>A <see cref="Task"/>, because it is returned in one register. It costs no allocation: what waits has one anyway.</remarks>
    public abstract Task RunAsync(Exchange exchange);
}
