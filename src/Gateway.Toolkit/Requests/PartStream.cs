using System.Net;

namespace Gateway.Toolkit;

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

    // Both are IOExceptions, and say already what went wrong.
    private BadRequestException? FaultOf(Exception error) => error switch
    {
        RequestException or GatewayClientDisconnectedException => null,
        InvalidDataException => new((int)HttpStatusCode.RequestEntityTooLarge, $"A part of the body is longer than {limit} bytes.", error),
        IOException => new("The multipart body ends in the middle of a part.", error),
        _ => null,
    };
}
