namespace JsonApi;

/// <summary>The request cannot be answered as it stands; the message tells the client what to change.</summary>
/// <remarks>Thrown wherever that shows, and made a response by <see cref="ProblemResponses"/>.</remarks>
internal sealed class ProblemException(string status, string detail, Exception? innerException = null) : Exception(detail, innerException)
{
    /// <summary>The status line, like <c>404 Not Found</c>.</summary>
    public string Status { get; } = status;

    /// <summary>What the response carries besides its Content-Type.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>What is wrong, by member of the request body.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; init; }
}
