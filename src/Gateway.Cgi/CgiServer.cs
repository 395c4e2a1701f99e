using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gateway.Cgi;

/// <summary>The two-line CGI program (RFC 3875): what <c>wsgiref.handlers.CGIHandler</c> is to Python.</summary>
/// <remarks>The process's exit code becomes 0 where the whole response was handed to the web server, else 1. SIGTERM, by which a web server tells
/// that the client has gone, cancels <c>gateway.request_aborted</c>; a second one ends the process at once.</remarks>
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
    /// <returns>When the response has ended.</returns>
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
        var host = new CgiHost(ProcessEnvironment(), StandardStreams.OpenInput(), StandardStreams.OpenOutput(), StandardStreams.OpenErrors());
        Environment.ExitCode = await serve(host, stopping.Token).ConfigureAwait(false);
    }

    // Not cancelled a second time, so that an app that ignores the token cannot keep the process alive.
    private static void Stop(PosixSignalContext context, CancellationTokenSource stopping)
    {
        context.Cancel = !stopping.IsCancellationRequested;
        try
        {
            stopping.Cancel();
        }
        catch (AggregateException error)
        {
            Console.Error.WriteLine(error); // A callback of the app's failed; here it would end the process.
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> ProcessEnvironment()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            yield return new((string)entry.Key, (string?)entry.Value ?? "");
    }
}
