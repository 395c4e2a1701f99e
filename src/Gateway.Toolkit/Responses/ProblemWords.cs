namespace Gateway.Toolkit;

/// <summary>The words of problem details (RFC 9457, 3.1) that a page about them shows.</summary>
internal sealed record ProblemWords(string Title, string? Detail);
