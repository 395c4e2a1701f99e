using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Gateway.Python.Tests.Conformance;

/// <summary>The connection to one call of the Python app, and the exceptions that went over it.</summary>
internal sealed class StageLine(Socket socket) : IDisposable
{
    private readonly StreamReader _reader = new(new NetworkStream(socket, ownsSocket: true));
    private readonly List<Exception> _failures = [];

    public async Task<StageMessage?> HearAsync() => await _reader.ReadLineAsync() is { } line ? Parse(line) : null;

    /// <summary>Answers the question under way.</summary>
    public void Answer(object? body = null, string? block = null) => Tell(new { @do = "answer", body, block });

    /// <summary>Has the question under way raise the exception.</summary>
    public void Raise(Exception error) => Tell(new { @do = "raise", number = NumberOf(error), message = error.Message });

    public void Start(string status, IReadOnlyList<(string Name, string Value)> headers, Exception? error) => Order(new
    {
        @do = "start",
        status,
        headers = headers?.Select(header => new[] { header.Name, header.Value }),
        number = error is null ? (int?)null : NumberOf(error),
        message = error?.Message,
    });

    public void Write(ReadOnlySpan<byte> block) => Order(new { @do = "write", block = Encoding.Latin1.GetString(block) });

    public byte[] Read(int count) => Encoding.Latin1.GetBytes(Order(new { @do = "read", count }).Result!);

    public void WriteErrors(string text) => Order(new { @do = "errors", text });

    public void Dispose() => _reader.Dispose();

    private StageMessage Order(object order)
    {
        Tell(order);
        var reply = Parse(_reader.ReadLine() ?? throw new IOException("The Python app has ended."));
        return reply switch
        {
            { Error: null } => reply,
            { Number: { } number } => throw Again(_failures[number]),
            { Error: "OSError" or "ConnectionResetError" or "BrokenPipeError" } =>
                throw new GatewayClientDisconnectedException(reply.Message!),
            _ => throw new GatewayContractException(reply.Message!),
        };
    }

    private static Exception Again(Exception error)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        return error;
    }

    private int NumberOf(Exception error)
    {
        if (!_failures.Contains(error))
            _failures.Add(error);
        return _failures.IndexOf(error);
    }

    private void Tell(object message)
    {
        try
        {
            socket.Send(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message) + "\n"));
        }
        catch (SocketException error)
        {
            throw new IOException("The Python app has ended.", error);
        }
    }

    private static StageMessage Parse(string line) => JsonSerializer.Deserialize<StageMessage>(line, JsonSerializerOptions.Web)!;
}
