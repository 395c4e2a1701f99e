using System.Buffers.Binary;

namespace Gateway.Python.Protocol;

/// <summary>The first bytes of a frame from a worker.</summary>
/// <param name="Head">How long the head is that follows, in bytes; 0 for a frame without one.</param>
/// <param name="Block">How long the block is that follows the head, in bytes; for <see cref="FrameFlags.Need"/>, how many bytes are
/// wanted.</param>
/// <param name="Flags">The meaning of the frame.</param>
internal readonly record struct FrameHeader(int Head, uint Block, FrameFlags Flags)
{
    public const int Length = 9;

    // Far more than any server or client accepts.
    private const uint LongestHead = 1 << 20;

    /// <summary>Whether it brings a part of the body, for which nobody has to be asked or told anything.</summary>
    public bool IsBlock => !Is(FrameFlags.Error | FrameFlags.Need | FrameFlags.File | FrameFlags.Log);

    public bool Is(FrameFlags flag) => (Flags & flag) != 0;

    /// <exception cref="WorkerLostException">The head is too long.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> bytes)
    {
        var head = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (head > LongestHead)
            throw new WorkerLostException($"The worker announced a head of {head} bytes; {LongestHead} are allowed.");
        return new((int)head, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]), (FrameFlags)bytes[8]);
    }
}
