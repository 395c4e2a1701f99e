using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Gateway.Benchmarks.Apps;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Blocking;

/// <summary>Asks at a steady pace and counts each wait from the moment its request was due, so that a server that stands still cannot hide
/// the requests that would have come meanwhile.</summary>
internal sealed class PacedClient : IDisposable
{
    private const int PaceMilliseconds = 10;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
    private readonly byte[] _request;
    private readonly byte[] _buffer = new byte[4096];

    public PacedClient(Uri url)
    {
        _request = Encoding.ASCII.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n");
        _socket.Connect(url.Host, url.Port);
    }

    /// <summary>Milliseconds each answer took. On a thread of its own: the pool's timers are too coarse.</summary>
    public Task<Samples> MeasureAsync(TimeSpan time) =>
        Task.Factory.StartNew(() => Measure(time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => _socket.Dispose();

    private Samples Measure(TimeSpan time)
    {
        var waits = new Samples();
        var started = Stopwatch.GetTimestamp();
        for (var due = TimeSpan.Zero; due < time; due += TimeSpan.FromMilliseconds(PaceMilliseconds))
        {
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early)
                Thread.Sleep(early);
            var sent = Stopwatch.GetElapsedTime(started);
            _socket.Send(_request);
            Receive();
            // A thread may be woken a little too early.
            waits.Add((Stopwatch.GetElapsedTime(started) - (sent < due ? sent : due)).TotalMilliseconds);
        }

        return waits;
    }

    private void Receive()
    {
        for (var filled = 0; ;)
        {
            var read = _socket.Receive(_buffer, filled, _buffer.Length - filled, SocketFlags.None);
            filled += read;
            if (_buffer.AsSpan(0, filled).EndsWith(Payload.Hello))
                return;
            if (read == 0 || filled == _buffer.Length)
                throw new InvalidOperationException($"The neighbour answered: {Encoding.ASCII.GetString(_buffer, 0, filled)}");
        }
    }
}
