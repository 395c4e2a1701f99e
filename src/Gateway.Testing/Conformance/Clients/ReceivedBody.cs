using System.Text;

namespace Gateway.Testing.Conformance;

/// <summary>A body as it comes in, told of to the exchange piece by piece.</summary>
internal sealed class ReceivedBody(ConformanceExchange exchange, int statusCode)
{
    private readonly MemoryStream _bytes = new();

    public long Length => _bytes.Length;

    public ReadOnlyMemory<byte> Bytes => _bytes.ToArray();

    /// <summary>The head has come.</summary>
    public void Begin() => exchange.OnReceived?.Invoke(statusCode, "");

    public void Add(ReadOnlyMemory<byte> bytes)
    {
        _bytes.Write(bytes.Span);
        exchange.OnReceived?.Invoke(statusCode, Encoding.UTF8.GetString(_bytes.GetBuffer(), 0, (int)_bytes.Length));
    }
}
