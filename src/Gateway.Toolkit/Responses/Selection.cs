using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>The part of a representation that a GET or HEAD gets: all of it, parts of it, or word that it need not come (RFC 9110, 13.2.2
/// and
/// 14.2).</summary>
internal sealed class Selection
{
    private readonly Response _response;
    private readonly Body _body;
    private readonly Environ _environ;
    private readonly ResponseHeaders _headers;
    private readonly bool _isHead;

    /// <summary>Describes the choice.</summary>
    /// <param name="response">The response, which stays as it is.</param>
    /// <param name="body">Its body. Closed here unless it is returned.</param>
    /// <param name="environ">The request, a GET or HEAD.</param>
    public Selection(Response response, Body body, Environ environ)
    {
        (_response, _body, _environ) = (response, body, environ);
        _headers = new ResponseHeaders(response.Headers);
        _isHead = environ.RequestMethod == "HEAD";
    }

    public Body Send(StartResponse startResponse)
    {
        var validators = Describe();
        Precondition precondition;
        IReadOnlyList<ByteRange>? ranges;
        try
        {
            precondition = IsSuccess && validators.Any
                ? Preconditions.Evaluate(_environ, validators.ETag, validators.LastModified, exists: true)
                : Precondition.Holds;
            ranges = precondition == Precondition.Holds ? SelectRanges(validators) : null;
        }
        catch (BadRequestException fault)
        {
            return SendInstead(fault.ToResponse(), startResponse);
        }

        return (precondition, ranges) switch
        {
            (Precondition.NotModified, _) => NotModified(startResponse),
            (Precondition.Failed, _) => SendInstead(
                Response.Problem(412, "What is there is not in the state that the request asks for."), startResponse),
            (_, null) => Whole(startResponse),
            (_, { Count: 0 }) => SendInstead(Unsatisfiable(), startResponse),
            _ => RangeBody.Send(_body, _headers, ranges, startResponse),
        };
    }

    /// <summary>Adds what is known of the representation to the headers; what the app has set stands.</summary>
    private Validators Describe()
    {
        if (CanSelectRanges && _headers[HeaderNames.AcceptRanges] is null)
            _headers.Add((HeaderNames.AcceptRanges, "bytes"));
        if (_body is not FileBody file || !IsSuccess)
            return new(_response.ETag, _response.LastModified);

        var validators = Validators.Of(new FileInfo(file.Path));
        if (_headers[HeaderNames.ETag] is null)
            _headers.Add((HeaderNames.ETag, validators.ETag!.ToString()));
        if (_headers[HeaderNames.LastModified] is null)
            _headers.Add((HeaderNames.LastModified, HeaderUtilities.FormatDate(validators.LastModified!.Value)));
        return new(
            _response.Headers[HeaderNames.ETag] is null ? validators.ETag : _response.ETag,
            _response.Headers[HeaderNames.LastModified] is null ? validators.LastModified : _response.LastModified);
    }

    // An error has no representation to hold conditions against (RFC 9110, 13.2.1).
    private bool IsSuccess => _response.StatusCode is >= 200 and < 300;

    private bool CanSelectRanges => _response is { AcceptsRanges: true, StatusCode: 200 } && _body.Length is not null;

    /// <summary>The ranges to send; none if none can be, null for the whole.</summary>
    private IReadOnlyList<ByteRange>? SelectRanges(Validators validators)
    {
        // Range is defined for GET alone (RFC 9110, 14.2). Of nothing there are no parts.
        if (_isHead || !CanSelectRanges || _body.Length is not > 0 || _environ.Header(HeaderNames.Range) is not { } range)
            return null;
        return Preconditions.IfRangeHolds(_environ, validators) ? ByteRange.Select(range, _body.Length.Value) : null;
    }

    private Body Whole(StartResponse startResponse)
    {
        if (!_isHead)
        {
            startResponse(StatusLine.Of(_response.StatusCode), _headers);
            return _body;
        }

        // The head of a GET (RFC 9110, 9.3.2), and nothing is read or produced for it.
        if (_body.Length is { } length && _response.StatusCode is not (204 or 205 or 304) && _headers[HeaderNames.ContentLength] is null)
            _headers.Add((HeaderNames.ContentLength, HeaderUtilities.FormatNonNegativeInt64(length)));
        startResponse(StatusLine.Of(_response.StatusCode), _headers);
        _body.Dispose();
        return Body.Empty;
    }

    private Body SendInstead(Response instead, StartResponse startResponse)
    {
        _body.Dispose();
        return instead.Send(_environ, startResponse);
    }

    private Body NotModified(StartResponse startResponse)
    {
        // RFC 9110, 15.4.5: no metadata of the representation but what keeps a cache up to date. Without an ETag, Last-Modified does.
        var hasETag = _headers[HeaderNames.ETag] is not null;
        _headers.RemoveAll(header => IsMetadata(header.Name, hasETag));
        startResponse(StatusLine.Of(304), _headers);
        _body.Dispose();
        return Body.Empty;
    }

    private static bool IsMetadata(string name, bool hasETag) =>
        name.Equals(HeaderNames.LastModified, StringComparison.OrdinalIgnoreCase)
            ? hasETag
            : name.Equals(HeaderNames.AcceptRanges, StringComparison.OrdinalIgnoreCase)
                || (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
                    && !name.Equals(HeaderNames.ContentLocation, StringComparison.OrdinalIgnoreCase)
                    && !name.Equals(HeaderNames.ContentSecurityPolicy, StringComparison.OrdinalIgnoreCase)
                    && !name.Equals(HeaderNames.ContentSecurityPolicyReportOnly, StringComparison.OrdinalIgnoreCase));

    private Response Unsatisfiable() =>
        Response.Problem(416, "None of the ranges asked for can be sent: they lie behind the end, or there are too many of them.")
            .With(HeaderNames.ContentRange, new ContentRangeHeaderValue(_body.Length!.Value).ToString())
            .With(HeaderNames.AcceptRanges, "bytes");
}
