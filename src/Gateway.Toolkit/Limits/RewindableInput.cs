namespace Gateway.Toolkit;

/// <summary>Makes <c>wsgi.input</c> seekable, so that a request body can be read more than once: <c>environ.Input.Position =
/// 0</c>.</summary>
/// <remarks>Bytes that were read are kept, in memory first and in a temporary file above
/// <see cref="RewindableInputOptions.MemoryBytes"/>; the
/// file is deleted when the response has ended. Nothing is read ahead, so <see cref="Stream.Length"/> is what has been read until the end
/// is
/// reached. A body above <see cref="RewindableInputOptions.MaxBytes"/> is answered as by <see cref="MaxBody"/>.</remarks>
public sealed class RewindableInput : Middleware
{
    private readonly RewindableInputOptions _options;

    /// <summary>Creates the middleware.</summary>
    /// <param name="configure">Changes the defaults.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    public RewindableInput(Action<RewindableInputOptions>? configure = null)
    {
        _options = new RewindableInputOptions();
        configure?.Invoke(_options);
        _options.Validate();
    }

    /// <inheritdoc/>
    protected override MiddlewareCall? Begin(Environ environ) => RequestLength.Of(environ) is { } length
        ? length > _options.MaxBytes ? Answer(
            environ, RequestLength.TooLarge(_options.MaxBytes)) : new RewindableCall(environ, _options, MiddlewareWatch.End)
        : new RewindableCall(environ, _options, MiddlewareWatch.End | MiddlewareWatch.Body);
}
