using System.Diagnostics.CodeAnalysis;

namespace Gateway.Hosting;

/// <summary>The request took longer than its timeout. The client was answered 504 (RFC 9110, 15.6.5), or cut off.</summary>
/// <param name="timeout">The timeout.</param>
/// <param name="isAnswered">Whether the client already has the response.</param>
/// <param name="innerException">The app's own exception, if it failed as well.</param>
[SuppressMessage("Design", "CA1032", Justification = "A host throws it, always with a timeout.")]
public sealed class RequestTimeoutException(TimeSpan timeout, bool isAnswered = false, Exception? innerException = null)
    : TimeoutException($"The request took longer than {timeout}.", innerException)
{
    /// <summary>Whether the client already has the response.</summary>
    public bool IsAnswered { get; } = isAnswered;
}
