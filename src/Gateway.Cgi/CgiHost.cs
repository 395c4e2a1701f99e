using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Cgi.Requests;
using Gateway.Cgi.Responses;
using Gateway.Hosting;

namespace Gateway.Cgi;

/// <summary>Serves one request of the Common Gateway Interface (RFC 3875) from the streams and the environment of a process, or of a
/// test.</summary>
/// <param name="environment">The meta-variables of the request, among any others.</param>
/// <param name="input">Standard input. Nothing is read beyond <c>CONTENT_LENGTH</c> bytes.</param>
/// <param name="output">Standard output: the head with its <c>Status</c>, an empty line, the body.</param>
/// <param name="errors">Standard error: <c>wsgi.errors</c> and the messages of the host, as lines of UTF-8.</param>
/// <remarks>The streams stay open. One instance serves one request.</remarks>
public sealed class CgiHost(IEnumerable<KeyValuePair<string, string>> environment, Stream input, Stream output, Stream errors)
{
    private bool _hasRun;

    /// <summary>Serves the request with a synchronous app, which runs, and waits for its client, on the caller's thread.</summary>
    /// <param name="app">The app.</param>
    /// <param name="stopping">Cancels <c>gateway.request_aborted</c> and <c>gateway.stopping</c>, and ends the body.</param>
    /// <returns>The exit code: 0 if the web server took the whole response, else 1.</returns>
    [OverloadResolutionPriority(1)]
    public Task<int> RunAsync(GatewayApp app, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        return ServeAsync(mayBlock: true, (environ, response) => response.RunAsync(app, environ, mayBlock: true), stopping);
    }

    /// <summary>Serves the request with an asynchronous app.</summary>
    /// <inheritdoc cref="RunAsync(GatewayApp, CancellationToken)"/>
    public Task<int> RunAsync(AsyncGatewayApp app, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        return ServeAsync(mayBlock: false, (environ, response) => response.RunAsync(app, environ), stopping);
    }

    /// <summary>Serves the request with an asynchronous iterator.</summary>
    /// <inheritdoc cref="RunAsync(GatewayApp, CancellationToken)"/>
    public Task<int> RunAsync(AsyncIteratorApp app, CancellationToken stopping = default) => RunAsync(app.ToAsync(), stopping);

    private async Task<int> ServeAsync(bool mayBlock, Func<Environ, CgiResponse, ValueTask> serve, CancellationToken stopping)
    {
        if (_hasRun)
            throw new InvalidOperationException("A CgiHost serves one request, and this one has already served it. Create a new one.");
        _hasRun = true;

        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var log = new ErrorLines(line => WriteError(errors, line));
        var finished = new List<Func<Environ, string?, Exception?, ValueTask>>();
        var environ = new CgiEnviron(environment, log);
        using var body = new CgiRequestBody(input, environ.BodyLength, aborted.Token);
        environ.Serve(body, log, finished, aborted.Token, stopping);
        var response = new CgiResponse(output, environ.RequestMethod == "HEAD", mayBlock, body, log, aborted);

        var request = environ.ToString(); // Before the app can change the environ.
        Exception? failure = null;
        try
        {
            if (environ.Check() is { } refusal)
                await response.AnswerAsync(refusal.StatusCode, refusal.Message).ConfigureAwait(false);
            else
                await serve(environ, response).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // FailurePolicy decides.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failure = error;
            await SettleAsync(error, request, response, aborted.IsCancellationRequested, log).ConfigureAwait(false);
        }

        var status = response.AppStatus;
        response.End();
        body.End();
        var reported = failure
            ?? (aborted.IsCancellationRequested
                ? new GatewayClientDisconnectedException("The client left before the response was complete.")
                : null);
        await ResponseFinished.RunAsync(
            finished, environ, status, reported,
            error => log.WriteLine($"A callback of gateway.response_finished failed: {error}")).ConfigureAwait(false);
        log.Flush();
        return response.IsWhole ? 0 : 1;
    }

    // A CGI program cannot reset a connection and has no caller to rethrow to. Its exit code tells the web server.
    private static async ValueTask SettleAsync(Exception error, string request, CgiResponse response, bool hasClientLeft, ErrorLines log)
    {
        var outcome = FailurePolicy.Decide(error, response.IsHeadSent, hasClientLeft, showsTruncation: true);
        if (outcome.Kind == OutcomeKind.Rethrow)
        {
            log.WriteLine($"{request} failed{(response.IsHeadSent ? " after its head was sent" : "")}: {error}");
            outcome = new Outcome(OutcomeKind.Answer, 500, "The application failed. The server's log has the details.");
        }

        if (outcome.Kind != OutcomeKind.Answer)
            return;
        try
        {
            await response.AnswerAsync(outcome.StatusCode, outcome.Message).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            log.WriteLine($"The response {outcome.StatusCode} could not be sent: {failure.Message}");
        }
    }

    private static void WriteError(Stream errors, string line)
    {
        try
        {
            errors.Write(Encoding.UTF8.GetBytes(line + "\n"));
            errors.Flush();
        }
        catch (IOException)
        {
            // There is no log left, and the response must not fail for it.
        }
    }
}
