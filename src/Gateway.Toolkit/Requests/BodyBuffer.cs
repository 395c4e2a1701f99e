using System.Buffers;
using System.Net;

namespace Gateway.Toolkit;

/// <summary>A request body in memory, in borrowed arrays. What the client declares is not believed: memory grows with what comes.</summary>
internal sealed class BodyBuffer : IDisposable
{
    private const int FirstSize = 4 * 1024;
    private const int MaxFirstSize = 64 * 1024;

    private readonly long _limit;
    private byte[] _buffer;
    private int _count;

    private BodyBuffer(Environ environ, long limit)
    {
        var declared = environ.ContentLength;
        if (declared > limit)
            throw TooLarge(limit);
        _limit = limit;
        // One more than declared, so that the read that finds the end has room.
        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min((declared ?? FirstSize - 1) + 1, MaxFirstSize));
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _count);

    public static BodyBuffer Read(Request request, long limit)
    {
        var buffer = new BodyBuffer(request.Environ, limit);
        try
        {
            var input = request.Environ.Input;
            while (buffer.Took(input.Read(buffer.Room().Span)))
            {
            }

            return buffer;
        }
        catch (Exception error)
        {
            buffer.Dispose();
            if (BodyFault.Of(error) is { } fault)
                throw fault;
            throw;
        }
    }

    public static async ValueTask<BodyBuffer> ReadAsync(Request request, long limit, CancellationToken cancellationToken)
    {
        var buffer = new BodyBuffer(request.Environ, limit);
        try
        {
            var input = request.Environ.Input;
            while (buffer.Took(await input.ReadAsync(buffer.Room(), cancellationToken).ConfigureAwait(false)))
            {
            }

            return buffer;
        }
        catch (Exception error)
        {
            buffer.Dispose();
            if (BodyFault.Of(error) is { } fault)
                throw fault;
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _count) = ([], 0);
    }

    private Memory<byte> Room()
    {
        if (_count == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer.Length * 2));
            _buffer.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        // No more than shows that it is too much.
        return _buffer.AsMemory(_count, (int)Math.Min(_buffer.Length - _count, _limit + 1 - _count));
    }

    private bool Took(int count)
    {
        _count += count;
        return _count > _limit ? throw TooLarge(_limit) : count > 0;
    }

    private static BadRequestException TooLarge(long limit) =>
        new((int)HttpStatusCode.RequestEntityTooLarge, $"The body is longer than {limit} bytes.");
}
