using System.Net.Sockets;
using System.Text;

namespace Gateway.Cgi.Tests.Support;

/// <summary>Where a process that is tested meets the test: it connects, and says something or waits.</summary>
internal sealed class Gate : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public Gate(string folder)
    {
        Path = System.IO.Path.Combine(folder, $"{Guid.NewGuid():n}.gate");
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        File.SetUnixFileMode(Path, (UnixFileMode)0b110_110_110); // A web server's child may be another user.
    }

    public string Path { get; }

    /// <summary>Waits until somebody is there, and lets it go on.</summary>
    public async Task OpenAsync()
    {
        using var socket = await _listener.AcceptAsync().WaitAsync(TestTimeout.Limit);
        await socket.SendAsync(new byte[1]);
    }

    /// <summary>Waits until somebody says something.</summary>
    public async Task<string> HearAsync()
    {
        using var socket = await _listener.AcceptAsync().WaitAsync(TestTimeout.Limit);
        var buffer = new byte[256];
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer).WaitAsync(TestTimeout.Limit));
    }

    public void Dispose() => _listener.Dispose();
}
