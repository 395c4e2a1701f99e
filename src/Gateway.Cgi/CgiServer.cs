using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Cgi;

/// <summary>The two-line CGI program (RFC 3875): what <c>wsgiref.handlers.CGIHandler</c> is to Python.</summary>
/// <remarks>The process's exit code becomes 0 if the web server took the whole response, else 1. SIGTERM, by which a web server tells
/// that the client has left, cancels <c>gateway.request_aborted</c>; a second one ends the process at once.</remarks>
public static class CgiServer
{
    /// <summary>Serves the one request this process was started for.</summary>
    /// <param name="app">The app.</param>
    [OverloadResolutionPriority(1)]
    public static void Run(GatewayApp app) => RunAsync(app).GetAwaiter().GetResult();

    /// <inheritdoc cref="Run(GatewayApp)"/>
    public static void Run(AsyncGatewayApp app) => RunAsync(app).GetAwaiter().GetResult();

    /// <inheritdoc cref="Run(GatewayApp)"/>
    public static void Run(AsyncIteratorApp app) => Run(app.ToAsync());

    /// <inheritdoc cref="Run(GatewayApp)"/>
    /// <returns>Completes when the response has ended.</returns>
    [OverloadResolutionPriority(1)]
    public static Task RunAsync(GatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return ServeAsync((host, stopping) => host.RunAsync(app, stopping));
    }

    /// <inheritdoc cref="RunAsync(GatewayApp)"/>
    public static Task RunAsync(AsyncGatewayApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return ServeAsync((host, stopping) => host.RunAsync(app, stopping));
    }

    /// <inheritdoc cref="RunAsync(GatewayApp)"/>
    public static Task RunAsync(AsyncIteratorApp app) => RunAsync(app.ToAsync());

    private static async Task ServeAsync(Func<CgiHost, CancellationToken, Task<int>> serve)
    {
        using var stopping = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stopping));
        var host = new CgiHost(
            ProcessEnvironment(), StandardStreams.OpenInput(), StandardStreams.OpenOutput(), StandardStreams.OpenErrors());
        Environment.ExitCode = await serve(host, stopping.Token).ConfigureAwait(false);
    }

    // A second signal ends the process, even if the app ignores the token.
    private static void Stop(PosixSignalContext context, CancellationTokenSource stopping)
    {
        context.Cancel = !stopping.IsCancellationRequested;
        try
        {
            stopping.Cancel();
        }
        catch (AggregateException error)
        {
            Console.Error.WriteLine(error); // A callback of the app failed. Unhandled, it would end the process.
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> ProcessEnvironment()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            yield return new((string)entry.Key, (string?)entry.Value ?? "");
    }
}
