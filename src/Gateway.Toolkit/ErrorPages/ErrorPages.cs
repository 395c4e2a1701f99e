using System.Text.Json.Nodes;

namespace Gateway.Toolkit;

/// <summary>Answers for an app that fails: with problem details (RFC 9457) that give nothing away, or, in development, with a page that
/// shows everything.</summary>
/// <remarks>
/// <para>A <see cref="BadRequestException"/> becomes its own answer, and any other <see cref="RequestException"/> one of its status. A
/// failure after the head was
/// sent goes on to the host, which ends the response so that the client can tell. So does word that the client has gone.</para>
/// <para>Put it inside of <see cref="AccessLog"/> and <see cref="RequestId"/>, and outside of everything that may fail.</para>
/// </remarks>
/// <example>
/// <code>
/// app = app.Use(new ErrorPages(options =&gt; options.ShowDetails = isDevelopment));
/// </code>
/// </example>
public sealed class ErrorPages : Middleware
{
    private readonly ErrorPagesOptions _options;

    /// <summary>Creates the middleware.</summary>
    /// <param name="configure">Changes the defaults.</param>
    public ErrorPages(Action<ErrorPagesOptions>? configure = null)
    {
        _options = new ErrorPagesOptions();
        configure?.Invoke(_options);
        ArgumentNullException.ThrowIfNull(_options.Customize);
    }

    /// <inheritdoc/>
    protected override MiddlewareCall Begin(Environ environ) => new Call(environ, _options);

    private sealed class Call(Environ environ, ErrorPagesOptions options) : MiddlewareCall(environ, MiddlewareWatch.Body)
    {
        private Exception? _toReport;

        protected override Response? Fail(Exception exception)
        {
            if (exception is GatewayClientDisconnectedException
                || (exception is OperationCanceledException && Environ.RequestAborted.IsCancellationRequested))
                return null;
            var response = exception switch
            {
                BadRequestException known => ProblemResponse.Of(known, Environ),
                RequestException fault => Response.Problem(fault.StatusCode, fault.Message).For(Environ),
                _ => Unexpected(exception),
            };
            return options.Customize(Environ, exception, response);
        }

        protected override IBodyWriter Start(
            StartResponse startResponse, string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
        {
            var write = startResponse(status, headers, exception);
            // Not before: what comes too late to be answered, the host reports.
            if (exception is not null && ReferenceEquals(exception, _toReport))
                Environ.Errors.WriteLine($"{Environ.RequestMethod} {SafeText.Escape(Environ.PathInfo)} failed: {exception}");
            return write;
        }

        // Programs find the number as a member, and people in the words of the page.
        private Response WithId(string id) => ProblemResponse.PrefersHtml(Environ)
            ? Response.Problem(500, $"The server's log has the details, under the request number {id}.")
            : Response.Problem(500, extensions: [new("requestId", JsonValue.Create(id))]);

        private Response Unexpected(Exception exception)
        {
            if (options.WriteErrors)
                _toReport = exception;
            if (options.ShowDetails)
                return FailureResponse.Of(Environ, exception, App!);
            return (RequestId.Of(Environ) is { } id ? WithId(id) : Response.Problem(500)).For(Environ);
        }
    }
}
