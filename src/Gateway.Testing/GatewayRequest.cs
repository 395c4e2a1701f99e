namespace Gateway.Testing;

/// <summary>A request for a <see cref="GatewayClient"/> to send.</summary>
/// <param name="Method">The method, sent as it is.</param>
/// <param name="Target">A path with an optional query, percent-encoded, or a whole http or https URL, or <c>*</c>.</param>
public sealed record GatewayRequest(string Method, string Target)
{
    /// <summary>The headers, in this order, repeats apart. <c>Host</c> and the length of <see cref="Content"/> are added where they are missing.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The body, where it is wholly in memory.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The body, where it is produced while the app runs: without a length unless the headers declare one. Takes the place of <see cref="Content"/>.
    /// A stream that ends before the declared length, or fails, is a client that has gone.</summary>
    public Stream? ContentStream { get; init; }

    /// <summary>The protocol the app is told; response trailers exist from <c>HTTP/2</c> on.</summary>
    public string Protocol { get; init; } = "HTTP/1.1";
}
