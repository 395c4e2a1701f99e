using System.Text;

namespace Gateway.Testing.Conformance;

/// <summary>Collects a response body, and tells the exchange about each piece.</summary>
internal sealed class ReceivedBody(ConformanceExchange exchange, int statusCode)
{
    // Limits the text passed to OnReceived, because a body may be endless.
    private const int MaxTold = 4096;

    private readonly List<byte> _bytes = [];

    public ReadOnlyMemory<byte> Bytes => _bytes.ToArray();

    /// <summary>The client is to leave and must read no further. While an endless body arrives at full speed, nothing else
    /// may run on the thread that reads it, least of all the continuation that resets the connection.</summary>
    public bool IsAbandoned => exchange.AbortWhen is { IsCompleted: true };

    /// <summary>The head has come.</summary>
    public void Begin() => exchange.OnReceived?.Invoke(statusCode, "");

    public void Add(ReadOnlyMemory<byte> bytes)
    {
        _bytes.AddRange(bytes.Span);
        exchange.OnReceived?.Invoke(
            statusCode,
            Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes)[..Math.Min(_bytes.Count, MaxTold)]));
    }
}
