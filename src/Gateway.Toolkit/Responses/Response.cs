namespace Gateway.Toolkit;

/// <summary>A response, which is an app: it can be returned by a handler, sent by an app of either shape, or stand where an app is
/// expected.</summary>
/// <remarks>
/// <para>Sending answers a GET's conditions (RFC 9110, 13) wherever there is an ETag or Last-Modified, and its ranges (RFC 9110, 14)
/// wherever <see cref="AcceptsRanges"/> is set.</para>
/// <para>Sending changes nothing in the response: one that does not hold a stream may be sent any number of times, also
/// concurrently.</para>
/// </remarks>
public sealed partial class Response : IDisposable
{
    // A Body, or an IBodySource that makes one for each request.
    private readonly object _content;
    private int _isUsed;

    private Response(int statusCode, string? contentType, object content)
    {
        StatusCode = statusCode;
        _content = content;
        if (contentType is not null)
            Headers.Add(("Content-Type", contentType));
    }

    /// <summary>The status code (RFC 9110, 15), 200 to 599.</summary>
    public int StatusCode { get; set; }

    /// <summary>The headers, in the order they are sent.</summary>
    public ResponseHeaders Headers { get; } = [];

    /// <summary>Whether a GET may ask for parts of the body (RFC 9110, 14). From the start so for bytes, files and seekable streams; it
    /// has no effect where the length is not known.</summary>
    public bool AcceptsRanges { get; set; }

    /// <summary>The words of problem details without members of their own: all that a page about them has to show.</summary>
    internal ProblemWords? Words => (_content as ProblemSource)?.Words;

    /// <summary>Answers a request with this response: <c>return response.Send(environ, startResponse);</c> in an app of either
    /// shape.</summary>
    /// <param name="environ">The request.</param>
    /// <param name="startResponse">Where status and headers go.</param>
    /// <returns>The body.</returns>
    /// <exception cref="InvalidOperationException">The response holds a stream and was sent before, or disposed.</exception>
    /// <exception cref="GatewayContractException">Status or headers break a rule.</exception>
    public Body Send(Environ environ, StartResponse startResponse)
    {
        ArgumentNullException.ThrowIfNull(environ);
        ArgumentNullException.ThrowIfNull(startResponse);
        var body = Open(environ);
        try
        {
            var method = environ.RequestMethod;
            if (method == "HEAD" || (method == "GET" && MaySelect(body)))
                return new Selection(this, body, environ).Send(startResponse);
            startResponse(StatusLine.Of(StatusCode), Headers);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Closes what was not sent. A response that is sent closes its stream itself.</summary>
    public void Dispose()
    {
        if (_content is StreamBody body && Interlocked.Exchange(ref _isUsed, 1) == 0)
            body.Dispose();
    }

    /// <summary>The response as a synchronous app.</summary>
    /// <param name="response">The response.</param>
    public static implicit operator GatewayApp(Response response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.Send;
    }

    /// <summary>The response as an asynchronous app.</summary>
    /// <param name="response">The response.</param>
    public static implicit operator AsyncGatewayApp(Response response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return (environ, startResponse) => new(response.Send(environ, startResponse));
    }

    /// <summary>A copy with headers of its own, for a request that needs one more.</summary>
    internal Response Copy()
    {
        var copy = new Response(StatusCode, contentType: null, _content) { AcceptsRanges = AcceptsRanges };
        copy.Headers.AddRange(Headers);
        return copy;
    }

    private Body Open(Environ environ)
    {
        if (_content is MemoryBody memory)
            return memory;
        if (_content is IBodySource source)
            return source.Open(environ);
        if (_content is StreamBody && Interlocked.Exchange(ref _isUsed, 1) != 0)
            throw new InvalidOperationException(
                "This response holds a stream, which can be read once: it has been sent before, or disposed. Make one for each request.");
        return (Body)_content;
    }

    /// <summary>Whether a GET might get less than everything. Most responses have nothing to decide.</summary>
    private bool MaySelect(Body body)
    {
        if (StatusCode is < 200 or > 299)
            return false;
        if (AcceptsRanges || body is FileBody)
            return true;
        foreach (var (name, _) in Headers)
        {
            if (name.Equals("ETag", StringComparison.OrdinalIgnoreCase) || name.Equals("Last-Modified", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
