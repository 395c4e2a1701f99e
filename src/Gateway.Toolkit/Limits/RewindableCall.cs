using System.Diagnostics.CodeAnalysis;

namespace Gateway.Toolkit;

/// <summary>A request whose body can be read again, until the response has ended.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Disposed at the end of the response.")]
internal sealed class RewindableCall : LimitedBodyCall
{
    private readonly RewindableStream _input;

    public RewindableCall(Environ environ, RewindableInputOptions options, MiddlewareWatch watch)
        : base(environ, options.MaxBytes, watch)
    {
        _input = new RewindableStream(environ.Input, options);
        environ.Input = _input;
    }

    protected override void End(string? status, Exception? exception) => _input.End();
}
