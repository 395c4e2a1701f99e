namespace Gateway.Fuzzing.Wire;

/// <summary>Something that must never be seen was seen.</summary>
internal sealed class WireViolation(string message) : Exception(message);
