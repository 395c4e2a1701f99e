using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>A client that speaks bytes. It sends what it is told, right or wrong, and tells apart every way a response can end.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    private RawConnection(Socket socket, Stream stream) => (_socket, _stream) = (socket, stream);

    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public static async Task<RawConnection> OpenAsync(EndPoint endPoint)
    {
        var socket = await ConnectAsync(endPoint);
        return new RawConnection(socket, new NetworkStream(socket, ownsSocket: true));
    }

    /// <param name="endPoint">The server.</param>
    /// <param name="certificate">The client's certificate, if it has one.</param>
    /// <param name="before">What is sent before TLS begins.</param>
    public static async Task<RawConnection> OpenTlsAsync(EndPoint endPoint, X509Certificate2? certificate, string before = "")
    {
        var socket = await ConnectAsync(endPoint);
        await socket.SendAsync(Encoding.ASCII.GetBytes(before));
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            RemoteCertificateValidationCallback = TestCertificate.IsServer,
            ClientCertificates = certificate is null ? null : [certificate],
            LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
        });
        return new RawConnection(socket, stream);
    }

    /// <summary>Sends lines with CRLF between them: a request without a body ends in two empty ones.</summary>
    public Task SendAsync(params string[] lines) => SendBytesAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", lines)));

    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(TestRun.Patience);
        await _stream.WriteAsync(bytes, patience.Token);
        await _stream.FlushAsync(patience.Token);
    }

    /// <summary>Sends a plain request and receives the response.</summary>
    public async Task<RawResponse> GetAsync(string target, params string[] headers)
    {
        await SendAsync([$"GET {target} HTTP/1.1", "Host: a", .. headers, "", ""]);
        return await this.ReceiveResponseAsync();
    }

    /// <summary>A second, plain request on this connection: it fails where the first one has broken the framing.</summary>
    public async Task ShouldStillServeAsync()
    {
        var response = await GetAsync("/ok");
        response.Status.ShouldBe(200);
        response.Text.ShouldBe("ok");
    }

    /// <summary>One line without its CRLF.</summary>
    public async Task<string> ReceiveLineAsync()
    {
        var line = new List<byte>();
        while (!(line is [.., (byte)'\r', (byte)'\n']))
        {
            var next = await ReceiveByteAsync();
            if (next < 0)
                throw new EndOfStreamException($"The connection ended inside the line '{Encoding.Latin1.GetString([.. line])}'.");
            line.Add((byte)next);
        }

        return Encoding.Latin1.GetString([.. line], 0, line.Count - 2);
    }

    /// <summary>The next bytes, up to <paramref name="count"/> of them; fewer only where the connection ends.</summary>
    public async Task<(byte[] Bytes, Ending Ending)> ReceiveUpToAsync(long count)
    {
        using var bytes = new MemoryStream();
        while (bytes.Length < count)
        {
            if (_start == _end && await FillAsync() is { } ending)
                return (bytes.ToArray(), ending);
            var taken = (int)Math.Min(count - bytes.Length, _end - _start);
            bytes.Write(_buffer, _start, taken);
            _start += taken;
        }

        return (bytes.ToArray(), Ending.Complete);
    }

    /// <summary>Exactly these bytes, which must come.</summary>
    public async Task<string> ReceiveTextAsync(int count)
    {
        var (bytes, ending) = await ReceiveUpToAsync(count);
        ending.ShouldBe(Ending.Complete, $"after '{Encoding.UTF8.GetString(bytes)}'");
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Everything until the server closes or resets the connection.</summary>
    public Task<(byte[] Bytes, Ending Ending)> ReceiveToEndAsync() => ReceiveUpToAsync(long.MaxValue);

    /// <summary>Leaves with a reset, as a client that crashed.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    /// <summary>Ends the sending half only.</summary>
    public void ShutdownSend() => _socket.Shutdown(SocketShutdown.Send);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<Socket> ConnectAsync(EndPoint endPoint)
    {
        var socket = endPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endPoint);
        return socket;
    }

    private async Task<int> ReceiveByteAsync()
    {
        if (_start == _end && await FillAsync() is not null)
            return -1;
        return _buffer[_start++];
    }

    private async Task<Ending?> FillAsync()
    {
        using var patience = new CancellationTokenSource(TestRun.Patience);
        try
        {
            (_start, _end) = (0, await _stream.ReadAsync(_buffer, patience.Token));
            return _end == 0 ? Ending.Fin : null;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("The server sent nothing more and did not close the connection.");
        }
        catch (IOException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset
            or SocketError.ConnectionAborted })
        {
            (_start, _end) = (0, 0);
            return Ending.Reset;
        }
    }
}
