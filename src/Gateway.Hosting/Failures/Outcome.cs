namespace Gateway.Hosting;

/// <summary>The way a host ends a failed request; <see cref="FailurePolicy"/> decides it.</summary>
/// <param name="Kind">The way.</param>
/// <param name="StatusCode">The status to respond with; 0 unless the host responds.</param>
/// <param name="Message">The text for the client; empty unless the host responds.</param>
/// <param name="MustClose">Whether the connection ends with the response, because the rest of the request cannot be read.</param>
public readonly record struct Outcome(OutcomeKind Kind, int StatusCode = 0, string Message = "", bool MustClose = false);
