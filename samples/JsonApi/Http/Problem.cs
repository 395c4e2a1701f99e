namespace JsonApi;

/// <summary>The body of every error, as RFC 9457 has it. <paramref name="Errors"/> names the members of the request that are wrong.</summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, IReadOnlyDictionary<string, string>? Errors);
