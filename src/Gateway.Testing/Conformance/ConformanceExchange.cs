using System.Net.WebSockets;

namespace Gateway.Testing.Conformance;

/// <summary>One request as a client sends it, and what the client does with the response.</summary>
public sealed class ConformanceExchange
{
    /// <summary>The method.</summary>
    public string Method { get; set; } = "GET";

    /// <summary>The request target as it stands in the request line.</summary>
    public string Target { get; set; } = "/";

    /// <summary>The headers, in order. <c>Host: localhost</c> and the framing of the body are added.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; set; } = [];

    /// <summary>The body; empty for none.</summary>
    public IReadOnlyList<BodyPart> Body { get; set; } = [];

    /// <summary>Whether the body goes without a length.</summary>
    public bool IsChunked { get; set; }

    /// <summary>The whole HTTP/1.1 request as text (a byte per character), in place of all of the above; null for none.</summary>
    public string? Wire { get; set; }

    /// <summary>The client leaves without warning when this completes. Null: it stays.</summary>
    public Task? AbortWhen { get; set; }

    /// <summary>Called when the head or more of the body has arrived. Takes the status code and the first 4 KiB of the body.</summary>
    public Action<int, string>? OnReceived { get; set; }

    /// <summary>Whether a plain <c>GET /ok</c> is to follow on the same connection, to show that it survived.</summary>
    public bool IsFollowedUp { get; set; } = true;

    /// <summary>Asks for a WebSocket and talks over it; null for an ordinary request.</summary>
    public Func<WebSocket, Task>? Talk { get; set; }

    /// <summary>The sub-protocols offered with <see cref="Talk"/>.</summary>
    public IReadOnlyList<string> SubProtocols { get; set; } = [];
}
