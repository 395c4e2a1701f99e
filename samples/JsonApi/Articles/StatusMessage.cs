namespace JsonApi;

/// <summary>What became of a request, for clients that read bodies rather than status lines.</summary>
internal sealed record StatusMessage(int Status, string Message);
