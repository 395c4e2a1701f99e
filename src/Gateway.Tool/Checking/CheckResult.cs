namespace Gateway.Tool.Checking;

/// <summary>How an app answered one request of a check.</summary>
/// <param name="Title">The request.</param>
/// <param name="Status">The status; null if there was no response.</param>
/// <param name="Problems">The faults that the app has to mend.</param>
/// <param name="Advice">Advice that no rule demands.</param>
internal sealed record CheckResult(string Title, string? Status, IReadOnlyList<string> Problems, IReadOnlyList<string> Advice);
