using System.Net.Sockets;
using System.Text;

namespace Gateway.Tool.Tests.Support;

/// <summary>Requests on one connection after another, each kept alive as long as the server lets it; every request that gets no whole
/// answer is a failure.</summary>
internal sealed class LoadClient(int port)
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    private volatile int _answered;

    /// <summary>How many requests were answered.</summary>
    public int Answered => _answered;

    /// <summary>What went wrong.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Sends until the server ends the connection as HTTP does, with <c>Connection: close</c>.</summary>
    public async Task UntilClosedAsync()
    {
        try
        {
            await OneConnectionAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            Failures.Add(error.Message);
        }
    }

    /// <summary>Sends until it is told to stop, and connects again whenever the server has ended a connection.</summary>
    public async Task UntilAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await OneConnectionAsync(stop);
            }
            catch (Exception error) when (error is IOException or SocketException)
            {
                Failures.Add(error.Message);
            }
        }
    }

    private async Task OneConnectionAsync(CancellationToken stop)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", port, CancellationToken.None);
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        for (var mayGoOn = true; mayGoOn && !stop.IsCancellationRequested;)
        {
            await stream.WriteAsync(Request, CancellationToken.None);
            mayGoOn = await ReadAsync(reader);
            _answered++;
        }
    }

    private static async Task<bool> ReadAsync(StreamReader reader)
    {
        var status = await reader.ReadLineAsync() ?? throw new IOException("The connection ended without an answer.");
        if (!status.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal))
            throw new IOException($"The answer was {status}.");
        var (length, close) = (0, false);
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(header.AsSpan("Content-Length: ".Length), null);
            close |= header.Equals("Connection: close", StringComparison.OrdinalIgnoreCase);
        }

        var body = new char[length];
        if (length == 0 || await reader.ReadBlockAsync(body) < length)
            throw new IOException("The answer was not whole.");
        return !close;
    }
}
