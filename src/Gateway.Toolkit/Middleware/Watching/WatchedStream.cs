namespace Gateway.Toolkit;

/// <summary>The stream of a watched <see cref="StreamBody"/>: a read is a block.</summary>
internal sealed class WatchedStream(MiddlewareCall call, Stream stream) : Stream
{
    private readonly Stream _source = stream;
    private Stream _stream = stream;

    public override bool CanRead => _source.CanRead;

    public override bool CanSeek => _source.CanSeek;

    public override bool CanWrite => false;

    public override long Length => _source.Length;

    public override long Position
    {
        get => _source.Position;
        set => _source.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Sending(buffer.Length, _stream.Read(buffer));
        }
        catch (Exception error) when (!IsReplaced)
        {
            if (!TryReplace(error))
                throw;
            return _stream.Read(buffer);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Sending(buffer.Length, await _stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception error) when (!IsReplaced)
        {
            if (!TryReplace(error))
                throw;
            return await _stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => _source.Seek(offset, origin);

    public override void SetLength(long value) => throw new NotSupportedException("The stream of a body is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream of a body is read only.");

    public override void Flush()
    {
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source.Dispose();
    }

    private bool IsReplaced => !ReferenceEquals(_source, _stream);

    private int Sending(int wanted, int read)
    {
        if (!IsReplaced && wanted > 0)
            call.SendingThrough(read);
        return read;
    }

    /// <summary>Reads on from the answer that takes the place of a stream that has failed.</summary>
    private bool TryReplace(Exception error)
    {
        if (call.AnswerFailure(error) is not { } answer)
            return false;
        _stream = Gathered.Stream(answer);
        return true;
    }
}
