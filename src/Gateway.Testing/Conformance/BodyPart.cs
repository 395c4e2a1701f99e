namespace Gateway.Testing.Conformance;

/// <summary>A piece of a request body.</summary>
/// <param name="Bytes">The bytes; one chunk where the body is chunked.</param>
/// <param name="After">Completes when the piece may be sent; null to send it at once.</param>
public sealed record BodyPart(ReadOnlyMemory<byte> Bytes, Task? After = null);
