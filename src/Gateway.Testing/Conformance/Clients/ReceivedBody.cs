using System.Text;

namespace Gateway.Testing.Conformance;

/// <summary>A body as it comes in, told of to the exchange piece by piece.</summary>
internal sealed class ReceivedBody(ConformanceExchange exchange, int statusCode)
{
    // What is told of an endless body must not grow with it.
    private const int MaxTold = 4096;

    private readonly List<byte> _bytes = [];

    public ReadOnlyMemory<byte> Bytes => _bytes.ToArray();

    /// <summary>The head has come.</summary>
    public void Begin() => exchange.OnReceived?.Invoke(statusCode, "");

    public void Add(ReadOnlyMemory<byte> bytes)
    {
        _bytes.AddRange(bytes.Span);
        exchange.OnReceived?.Invoke(statusCode, Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes)[..Math.Min(_bytes.Count, MaxTold)]));
    }
}
