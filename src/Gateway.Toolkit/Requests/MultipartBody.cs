using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit;

/// <summary>The parts of a multipart body, one after another as they come.</summary>
internal sealed class MultipartBody
{
    private readonly RequestLimits _limits;
    private readonly long _maxPartLength;
    private readonly MultipartReader _reader;
    private MultipartPart? _part;
    private int _count;

    public MultipartBody(Request request, string? subType, long maxLength, bool isSync)
    {
        _limits = request.Limits;
        _maxPartLength = Math.Min(_limits.MaxPartLength, maxLength);
        if (request.Environ.ContentLength > maxLength)
            throw new BadRequestException(413, $"The body is longer than {maxLength} bytes.");
        _reader = new MultipartReader(BoundaryOf(request, subType), new MultipartInput(request.Environ.Input, maxLength, isSync))
        {
            BodyLengthLimit = _maxPartLength,
            HeadersCountLimit = _limits.MaxPartHeaders,
            HeadersLengthLimit = _limits.MaxPartHeadersLength,
        };
    }

    /// <summary>The next part; null after the last. What is left of the one before is passed over.</summary>
    public async ValueTask<MultipartPart?> ReadAsync(CancellationToken cancellationToken)
    {
        // Through the part's own stream, which knows what a failure in it means.
        if (_part is not null)
            await _part.Body.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        MultipartSection? section;
        try
        {
            section = await _reader.ReadNextSectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (
            error is InvalidDataException or (IOException and not (RequestException or GatewayClientDisconnectedException)))
        {
            throw new BadRequestException(
                $"The multipart body is malformed, or a part has more than {_limits.MaxPartHeaders} headers or "
                    + $"{_limits.MaxPartHeadersLength} bytes of them.",
                error);
        }

        if (section is null)
            return _part = null;
        if (++_count > _limits.MaxParameters)
            throw new BadRequestException($"The body has more than {_limits.MaxParameters} parts.");
        return _part = new MultipartPart(section, _maxPartLength);
    }

    /// <summary>The next part, for an input that is read synchronously throughout: nothing is left to wait for.</summary>
    public MultipartPart? Read()
    {
        var read = ReadAsync(CancellationToken.None);
        return read.IsCompleted ? read.GetAwaiter().GetResult() : read.AsTask().GetAwaiter().GetResult();
    }

    public async IAsyncEnumerable<MultipartPart> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadAsync(cancellationToken).ConfigureAwait(false) is { } part)
            yield return part;
    }

    public IEnumerable<MultipartPart> ReadAll()
    {
        while (Read() is { } part)
            yield return part;
    }

    private static string BoundaryOf(Request request, string? subType)
    {
        BodyText.RequireIdentity(request);
        if (!MediaTypeHeaderValue.TryParse(request.Environ.ContentType, out var type)
            || !type.Type.Equals("multipart", StringComparison.OrdinalIgnoreCase)
            || (subType is not null && !type.SubType.Equals(subType, StringComparison.OrdinalIgnoreCase)))
            throw BodyText.Unsupported($"The body must be multipart/{subType ?? "*"}.");

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length == 0)
            throw new BadRequestException("The multipart body has no boundary (RFC 2046, 5.1.1).");
        return boundary.Length <= request.Limits.MaxBoundaryLength
            ? boundary.ToString()
            : throw new BadRequestException(
                $"The boundary of the multipart body is longer than {request.Limits.MaxBoundaryLength} characters (RFC 2046, 5.1.1).");
    }
}
