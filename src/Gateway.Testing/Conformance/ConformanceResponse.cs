using System.Text;

namespace Gateway.Testing.Conformance;

/// <summary>The response as a client received it.</summary>
public sealed class ConformanceResponse
{
    /// <summary>The status code; 0 where the connection ended without a response, 101 for a WebSocket that was accepted.</summary>
    public int StatusCode { get; init; }

    /// <summary>The reason phrase; null where the protocol has none.</summary>
    public string? Reason { get; init; }

    /// <summary>The headers, in order, repeats apart.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The trailer fields.</summary>
    public IReadOnlyList<(string Name, string Value)> Trailers { get; init; } = [];

    /// <summary>The body, without its framing.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Whether a client must consider the response complete.</summary>
    public bool IsComplete { get; init; }

    /// <summary>How many interim responses (100 Continue) came first.</summary>
    public int InterimResponses { get; init; }

    /// <summary>The response to the plain request that followed on the same connection; null where none could be sent.</summary>
    public ConformanceResponse? FollowUp { get; set; }

    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>All values of a header, in order.</summary>
    /// <param name="name">The header's name; upper and lower case are the same.</param>
    /// <returns>Its values; empty if there is none.</returns>
    public IReadOnlyList<string> All(string name) =>
        [.. Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    /// <summary>The value of a header; null if there is none.</summary>
    /// <param name="name">The header's name; upper and lower case are the same.</param>
    public string? Header(string name) => All(name) is [.., var last] ? last : null;
}
