using System.Diagnostics.CodeAnalysis;

namespace Gateway.Python.Protocol;

/// <summary>A worker died, or sent what the protocol does not allow, in the middle of a request.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Thrown here only, always with a message.")]
internal sealed class WorkerLostException(string message, Exception? innerException = null) : Exception(message, innerException);
