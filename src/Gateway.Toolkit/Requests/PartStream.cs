using System.Net;
using Gateway.Toolkit.Responses;

namespace Gateway.Toolkit.Requests;

/// <summary>The body of a part. What the reader underneath finds wrong with it is a fault of the request.</summary>
/// <param name="body">The reader's stream.</param>
/// <param name="limit">The reader's limit, in bytes.</param>
internal sealed class PartStream(Stream body, long limit) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return body.Read(buffer);
        }
        catch (Exception error) when (FaultOf(error) is { } fault)
        {
            throw fault;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (FaultOf(error) is { } fault)
        {
            throw fault;
        }
    }

    // The host's own exceptions are IOExceptions, too, and have been dealt with underneath.
    private BadRequestException? FaultOf(Exception error) => error switch
    {
        RequestBodyException => null,
        InvalidDataException => new((int)HttpStatusCode.RequestEntityTooLarge, $"A part of the body is longer than {limit} bytes.", error),
        IOException => new("The multipart body ends in the middle of a part.", error),
        _ => null,
    };
}
