namespace JsonApi;

/// <summary>The body of <c>/healthz</c>.</summary>
internal sealed record Health(string Status);
