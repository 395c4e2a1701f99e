namespace Gateway.Fuzzing.InMemory;

/// <summary>What a client saw of a connection.</summary>
/// <param name="Bytes">Everything the server wrote.</param>
/// <param name="IsReset">Whether the server aborted the connection, instead of ending it.</param>
internal sealed record MemoryExchange(byte[] Bytes, bool IsReset);
