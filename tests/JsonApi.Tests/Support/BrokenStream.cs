namespace JsonApi.Tests;

/// <summary>A request body that cannot be read, for the reason given.</summary>
internal sealed class BrokenStream(Exception reason) : MemoryStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw reason;
}
