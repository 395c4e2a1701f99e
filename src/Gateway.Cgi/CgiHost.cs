using System.Runtime.CompilerServices;
using Gateway.Cgi.Requests;
using Gateway.Cgi.Responses;

namespace Gateway.Cgi;

/// <summary>Serves one request of the Common Gateway Interface (RFC 3875) from the streams and the environment of a process, or of a test.</summary>
/// <param name="environment">The meta-variables of the request, among any others.</param>
/// <param name="input">Standard input. Nothing is read beyond <c>CONTENT_LENGTH</c> bytes.</param>
/// <param name="output">Standard output: the head with its <c>Status</c>, an empty line, the body.</param>
/// <param name="errors">Standard error: <c>wsgi.errors</c>, and what the host has to say, as lines of UTF-8.</param>
/// <remarks>The streams stay open. One instance serves one request.</remarks>
public sealed class CgiHost(IEnumerable<KeyValuePair<string, string>> environment, Stream input, Stream output, Stream errors)
{
    private bool _hasRun;

    /// <summary>Serves the request with a synchronous app, which runs, and waits for its client, on the caller's thread.</summary>
    /// <param name="app">The app.</param>
    /// <param name="stopping">Cancels <c>gateway.request_aborted</c> and <c>gateway.stopping</c>, and ends the body.</param>
    /// <returns>The exit code: 0 where the whole response was handed over, else 1.</returns>
    [OverloadResolutionPriority(1)]
    public Task<int> RunAsync(GatewayApp app, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        return ServeAsync(mayBlock: true, (environ, response) => response.SendAsync(app(environ, response.Start)), stopping);
    }

    /// <summary>Serves the request with an asynchronous app.</summary>
    /// <inheritdoc cref="RunAsync(GatewayApp, CancellationToken)"/>
    public Task<int> RunAsync(AsyncGatewayApp app, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        return ServeAsync(mayBlock: false, async (environ, response) => await response.SendAsync(await app(environ, response.Start).ConfigureAwait(false)).ConfigureAwait(false), stopping);
    }

    /// <summary>Serves the request with an asynchronous iterator.</summary>
    /// <inheritdoc cref="RunAsync(GatewayApp, CancellationToken)"/>
    public Task<int> RunAsync(AsyncIteratorApp app, CancellationToken stopping = default) => RunAsync(app.ToAsync(), stopping);

    private async Task<int> ServeAsync(bool mayBlock, Func<Environ, CgiResponse, ValueTask> serve, CancellationToken stopping)
    {
        if (_hasRun)
            throw new InvalidOperationException("A CgiHost serves one request; this one has.");
        _hasRun = true;

        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var log = new ErrorWriter(errors);
        var finished = new List<Func<Environ, string?, Exception?, ValueTask>>();
        var environ = new RequestEnviron(environment, log);
        var body = new RequestInput(input, environ.BodyLength, aborted.Token);
        environ.Serve(body, log, finished, aborted.Token, stopping);
        var response = new CgiResponse(output, environ.RequestMethod == "HEAD", mayBlock, body, log, aborted);

        var request = environ.ToString(); // Now, because the app may change what it says.
        var failure = await TryServeAsync(environ, response, serve).ConfigureAwait(false);
        if (failure is not null && !response.IsGone && failure is not GatewayClientDisconnectedException)
            log.Report($"{request} failed{(response.IsCommitted ? " after its head was sent" : "")}: {failure}");
        if (failure is not null && !response.IsCommitted)
            await response.AnswerAsync(failure as RequestBodyException).ConfigureAwait(false);
        response.End();
        body.End();

        var reported = failure ?? (response.IsGone ? new GatewayClientDisconnectedException("The client went away before the response was whole.") : null);
        await RunFinishedAsync(finished, environ, response.AppStatus, reported, log).ConfigureAwait(false);
        log.Flush();
        return response.IsWhole ? 0 : 1;
    }

    private static async ValueTask<Exception?> TryServeAsync(RequestEnviron environ, CgiResponse response, Func<Environ, CgiResponse, ValueTask> serve)
    {
        try
        {
            if (RequestGuard.Check(environ) is var (status, reason))
                await response.AnswerAsync(status, reason).ConfigureAwait(false);
            else
                await serve(environ, response).ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // An app may throw anything, and there is nobody else to tell the client.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }

    private static async ValueTask RunFinishedAsync(List<Func<Environ, string?, Exception?, ValueTask>> finished, Environ environ, string? status, Exception? failure, ErrorWriter log)
    {
        for (var index = finished.Count - 1; index >= 0; index--)
        {
            try
            {
                await finished[index](environ, status, failure).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Each of them runs, whatever the others do.
            catch (Exception error)
#pragma warning restore CA1031
            {
                log.Report($"A callback of gateway.response_finished failed: {error}");
            }
        }
    }
}
