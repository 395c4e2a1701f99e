using System.Buffers;
using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Fuzzing.InMemory;

/// <summary>Memory as Kestrel's own transports give it: never less than a block. Without it, Kestrel answers GetSpan(0) with no memory at
/// all.</summary>
internal sealed class MemoryBlocks : MemoryPool<byte>, IMemoryPoolFeature
{
    private const int BlockSize = 4096;

    public static MemoryBlocks Instance { get; } = new();

    public override int MaxBufferSize => Shared.MaxBufferSize;

    public MemoryPool<byte> MemoryPool => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, BlockSize));

    protected override void Dispose(bool disposing)
    {
    }
}
