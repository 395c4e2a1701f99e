namespace Gateway.Testing;

/// <summary>A request for a <see cref="GatewayClient"/> to send.</summary>
/// <param name="Method">The method, sent as it is.</param>
/// <param name="Target">A path with an optional query, percent-encoded, or a whole http or https URL, or <c>*</c>.</param>
public sealed record GatewayRequest(string Method, string Target)
{
    /// <summary>The headers, in this order, repeats apart. <c>Host</c> and the length of <see cref="Content"/> are added where they are
    /// missing.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The body, if it is in memory.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The body, if it is produced while the app runs. It has no length unless the headers declare one.
    /// Replaces <see cref="Content"/>.
    /// A stream that fails, or ends before the declared length, counts as a client that left.</summary>
    public Stream? ContentStream { get; init; }

    /// <summary>The value of <c>SERVER_PROTOCOL</c>. Response trailers need <c>HTTP/2</c> or later.</summary>
    public string Protocol { get; init; } = "HTTP/1.1";
}
