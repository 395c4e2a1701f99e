using System.Net.Sockets;

namespace Gateway.Python.Tests.Conformance;

/// <summary>Lets the Python app <c>stage.py</c> act out an app of this process.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>The environ entry that tells the Python app where its orders come from.</summary>
    public const string Key = "test.stage";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-stage-").FullName;
    private readonly string _path;
    private readonly System.Collections.Concurrent.ConcurrentBag<Task> _calls = [];
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public Stage(AsyncGatewayApp app)
    {
        _path = Path.Combine(_folder, "socket");
        _socket.Bind(new UnixDomainSocketEndPoint(_path));
        _socket.Listen();

        _ = AcceptAsync(app);
    }

    /// <summary>The Python app, told to act out the app.</summary>
    public AsyncGatewayApp Around(AsyncGatewayApp python) => (environ, startResponse) =>
    {
        environ[Key] = _path;
        return python(environ, startResponse);
    };

    /// <summary>Ends when every call has: a Python app closes its iterable after the client has the whole response.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_calls);
        _socket.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AcceptAsync(AsyncGatewayApp app)
    {
        try
        {
            while (true)
                _calls.Add(RunAsync(app, await _socket.AcceptAsync()));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    // Apps of the suite may block.
    private static Task RunAsync(AsyncGatewayApp app, Socket socket) => Task.Run(async () =>
    {
        using var line = new StageLine(socket);
        try
        {
            await new StageCall(app, line).RunAsync();
        }
        catch (IOException)
        {
            // The Python side has gone.
        }
    });
}
