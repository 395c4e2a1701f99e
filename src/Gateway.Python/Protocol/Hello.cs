using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Python.Protocol;

/// <summary>The first bytes on each connection from a worker.</summary>
/// <param name="Worker">The number that the host gave the worker.</param>
/// <param name="ProcessId">The worker's process.</param>
/// <param name="Slot">The number of its thread, or <see cref="Control"/>.</param>
/// <param name="Pair">The same number on the two sockets of a slot.</param>
/// <param name="Direction">Which way this socket is used.</param>
internal readonly record struct Hello(int Worker, int ProcessId, int Slot, uint Pair, Direction Direction)
{
    public const int Length = 48;

    public const int TokenLength = 32;

    /// <summary>In place of the number of a slot: the connection that controls the process.</summary>
    public const int Control = 0xFFFF;

    private const byte Version = 2;

    /// <summary>Reads a hello; null where the token or the version is not ours.</summary>
    public static Hello? Read(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> token) =>
        bytes.Length == Length && CryptographicOperations.FixedTimeEquals(bytes[..TokenLength], token) && bytes[47] == Version
            ? new(
                BinaryPrimitives.ReadInt32LittleEndian(bytes[32..]),
                BinaryPrimitives.ReadInt32LittleEndian(bytes[36..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[40..]),
                BinaryPrimitives.ReadUInt32LittleEndian(bytes[42..]),
                (Direction)bytes[46])
            : null;
}
