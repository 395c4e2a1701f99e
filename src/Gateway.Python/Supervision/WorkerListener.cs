using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gateway.Python.Protocol;

namespace Gateway.Python.Supervision;

/// <summary>
/// The socket that workers connect to, in a folder that only this user can enter. On Windows, whose Python has no such sockets, one on the
/// loopback.
/// </summary>
internal sealed class WorkerListener : IDisposable
{
    // The path of a Unix socket may have 103 bytes on macOS, 107 on Linux.
    private const int LongestTemporaryFolder = 60;

    private readonly Socket _socket;
    private readonly byte[] _token = RandomNumberGenerator.GetBytes(Hello.TokenLength);
    private readonly SocketPairs _pairs;

    /// <param name="connected">Takes each connection that has shown the token: the socket to the worker, and that to the host, which may be
    /// the same.</param>
    public WorkerListener(Action<Hello, Socket, Socket> connected)
    {
        _pairs = new(connected);
        var temporary = Path.GetTempPath();
        if (temporary.Length > LongestTemporaryFolder && !OperatingSystem.IsWindows())
            temporary = "/tmp";
        Folder = Path.Combine(temporary, $"gateway-{Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder);
            _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            Address = string.Create(CultureInfo.InvariantCulture, $"tcp:127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}");
        }
        else
        {
            const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Directory.CreateDirectory(Folder, OwnerOnly | UnixFileMode.UserExecute);
            var path = Path.Combine(Folder, "socket");
            _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _socket.Bind(new UnixDomainSocketEndPoint(path));
            File.SetUnixFileMode(path, OwnerOnly);
            Address = $"unix:{path}";
        }

        _socket.Listen();
        Script = Path.Combine(Folder, "gateway_worker.py");
        using (var source = typeof(WorkerListener).Assembly.GetManifestResourceStream("gateway_worker.py")!)
        using (var file = File.Create(Script))
            source.CopyTo(file);
        _ = AcceptAsync();
    }

    /// <summary>The private folder.</summary>
    public string Folder { get; }

    /// <summary>The worker's program.</summary>
    public string Script { get; }

    /// <summary>The address that workers connect to: <c>unix:PATH</c> or <c>tcp:HOST:PORT</c>.</summary>
    public string Address { get; }

    /// <summary>The token that a worker has to show, in hexadecimal digits.</summary>
    public string Token => Convert.ToHexString(_token);

    public void Dispose()
    {
        _socket.Dispose();
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // Somebody cleans the temporary folder, too.
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket connection;
            try
            {
                connection = await _socket.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (
                error is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50)).ConfigureAwait(false); // No descriptors left, perhaps for a moment only.
                continue;
            }

            _ = GreetAsync(connection);
        }
    }

    private async Task GreetAsync(Socket connection)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var bytes = new byte[Hello.Length];
        var length = 0;
        try
        {
            int read;
            do
            {
                read = await connection.ReceiveAsync(bytes.AsMemory(length), SocketFlags.None, timeout.Token).ConfigureAwait(false);
                length += read;
            }
            while (read > 0 && length < bytes.Length);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            length = 0;
        }

        if (length == bytes.Length && Hello.Read(bytes, _token) is { } hello)
            await _pairs.AddAsync(hello, connection, timeout.Token).ConfigureAwait(false);
        else
            connection.Dispose();
    }
}
