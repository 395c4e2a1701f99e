using System.Net;

namespace Gateway.Toolkit;

/// <summary>The request body under a multipart reader: within a limit, and read synchronously throughout where the app is
/// synchronous.</summary>
/// <param name="input">The request body, not owned.</param>
/// <param name="limit">The most bytes.</param>
/// <param name="isSync">Whether asynchronous reads, too, are to be done on the spot: the reader has no others.</param>
internal sealed class MultipartInput(Stream input, long limit, bool isSync) : ReadOnlyStream
{
    private long _count;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Count(input.Read(buffer));
        }
        catch (RequestBodyException error) when (BodyFault.Of(error) is { } fault)
        {
            throw fault;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isSync)
            return Read(buffer.Span);
        try
        {
            return Count(await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (RequestBodyException error) when (BodyFault.Of(error) is { } fault)
        {
            throw fault;
        }
    }

    private int Count(int read)
    {
        _count += read;
        return _count <= limit
            ? read
            : throw new BadRequestException((int)HttpStatusCode.RequestEntityTooLarge, $"The body is longer than {limit} bytes.");
    }
}
