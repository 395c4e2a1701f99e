using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Gateway.Toolkit;

/// <summary>A request whose body may turn out too large: it cannot be answered as if it had not.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The stream is the host's, which closes it.")]
internal class LimitedBodyCall : MiddlewareCall
{
    private readonly LimitedStream _input;
    private bool _isError;

    public LimitedBodyCall(Environ environ, long maxBytes, MiddlewareWatch watch)
        : base(environ, watch)
    {
        _input = new LimitedStream(environ.Input, maxBytes);
        environ.Input = _input;
    }

    /// <summary>An exception thrown here goes on to the host, which answers with its status.</summary>
    protected override void Sending(long bytes)
    {
        if (_input.Failure is { } failure && !_isError)
            ExceptionDispatchInfo.Throw(failure);
    }

    protected override IBodyWriter Start(
        StartResponse startResponse, string status, IReadOnlyList<(string Name, string Value)> headers, Exception? exception)
    {
        // The app may say in its own words that it failed, and no more.
        _isError = status is ['4' or '5', ..];
        Sending(0);
        return startResponse(status, headers, exception);
    }
}
