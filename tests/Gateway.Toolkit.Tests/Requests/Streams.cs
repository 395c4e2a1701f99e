namespace Gateway.Toolkit.Tests;

/// <summary>Gives a few bytes at a time, and truly later when read asynchronously.</summary>
internal sealed class Trickle(byte[] bytes, int count = 1) : MemoryStream(bytes, writable: false)
{
    public override int Read(byte[] buffer, int offset, int length) => base.Read(buffer, offset, Math.Min(length, count));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, count)]);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return base.Read(buffer.Span[..Math.Min(buffer.Length, count)]);
    }
}

/// <summary>Never ends.</summary>
internal sealed class Endless : MemoryStream
{
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        buffer.Fill((byte)'1');
        return buffer.Length;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
}

/// <summary>Fails as a host's input does.</summary>
internal sealed class Broken(Exception failure) : MemoryStream
{
    public override int Read(byte[] buffer, int offset, int count) => throw failure;

    public override int Read(Span<byte> buffer) => throw failure;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw failure;
}

/// <summary>May be read synchronously only.</summary>
internal sealed class SyncOnly(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("Read asynchronously.");

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("Read asynchronously.");
}
