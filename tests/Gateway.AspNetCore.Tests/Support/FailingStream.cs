namespace Gateway.AspNetCore.Tests.Support;

/// <summary>Takes the place of the response body, as middleware in front may, and fails at the first write.</summary>
internal sealed class FailingStream : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("on purpose");

    public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("on purpose");

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("on purpose");

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("on purpose");
}
