namespace Gateway.Toolkit;

/// <summary>Refuses request bodies above a size with 413 (RFC 9110, 15.5.14): at once where Content-Length tells, else as soon as too
/// much has been read.</summary>
/// <remarks>A body without Content-Length is read through a stream that throws <see cref="RequestBodyException"/> past the limit. An app
/// that
/// swallows it may answer with an error of its own; whatever else it answers becomes the 413, or is cut short where it is on its
/// way.</remarks>
public sealed class MaxBody : Middleware
{
    private readonly long _maxBytes;

    /// <summary>Creates the middleware.</summary>
    /// <param name="maxBytes">The most bytes a request body may have.</param>
    public MaxBody(long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        _maxBytes = maxBytes;
    }

    /// <inheritdoc/>
    protected override MiddlewareCall? Begin(Environ environ)
    {
        if (RequestLength.Of(environ) is not { } length)
            return new LimitedBodyCall(environ, _maxBytes, MiddlewareWatch.Body);
        return length > _maxBytes ? Answer(environ, RequestLength.TooLarge(_maxBytes)) : null;
    }
}
