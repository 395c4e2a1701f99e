using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using Gateway.Python.Supervision;

namespace Gateway.Python.Protocol;

/// <summary>A connection to one thread of a worker: it serves one request at a time.</summary>
internal sealed class WorkerSlot(Worker worker, int number, Socket toWorker, Socket toHost) : IDisposable
{
    private const int LargestFrameKept = 128 * 1024;

    private readonly byte[] _received = new byte[64 * 1024];
    private ArrayBufferWriter<byte> _frame = new(2048);
    private int _start;
    private int _end;
    private long _silentSince; // Ticks of Environment.TickCount64, or 0.

    public Worker Worker => worker;

    public int Number => number;

    /// <summary>Whether the sweep has found the request too slow.</summary>
    public bool HasTimedOut { get; private set; }

    /// <summary>For how long the app has not been heard of; zero while it is not its turn.</summary>
    public TimeSpan Silence => Volatile.Read(ref _silentSince) is > 0 and var since
        ? TimeSpan.FromMilliseconds(Environment.TickCount64 - since)
        : TimeSpan.Zero;

    /// <summary>Whether the worker closed the connection, or sent something that nobody has asked for.</summary>
    public bool IsStale => _start != _end || toHost.Poll(0, SelectMode.SelectRead);

    /// <summary>Whether the beginning of a further block has come already.</summary>
    public bool HasBlock => _end - _start >= FrameHeader.Length && FrameHeader.Read(_received.AsSpan(_start)).IsBlock;

    /// <summary>Starts the time in which the app must be heard of.</summary>
    public void ExpectApp() => Volatile.Write(ref _silentSince, Environment.TickCount64);

    /// <summary>Stops that time: the host or the client has to do something.</summary>
    public void ExpectClient() => Volatile.Write(ref _silentSince, 0);

    /// <summary>An empty buffer for the next request, which there is one of at a time.</summary>
    public ArrayBufferWriter<byte> NewFrame()
    {
        if (_frame.Capacity > LargestFrameKept)
            _frame = new(2048);
        _frame.ResetWrittenCount();
        return _frame;
    }

    /// <summary>Has the worker raise an exception in the thread of this slot.</summary>
    public void Interrupt()
    {
        HasTimedOut = true;
        worker.Command($"timeout {number}");
    }

    /// <exception cref="WorkerLostException">The worker has gone.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await toWorker.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            throw Lost(error);
        }
    }

    /// <summary>Answers a <see cref="FrameFlags.File"/> frame, or goes before the bytes of a body that the app has asked for.</summary>
    public ValueTask SendLengthAsync(uint length)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, length);
        return SendAsync(bytes);
    }

    /// <exception cref="WorkerLostException">The worker has gone, or the frame is invalid.</exception>
    public async ValueTask<FrameHeader> ReadHeaderAsync()
    {
        while (_end - _start < FrameHeader.Length)
        {
            if (_start == _end)
                _start = _end = 0;
            else if (_received.Length - _start < FrameHeader.Length)
                Compact();
            _end += await ReceiveAsync(_received.AsMemory(_end)).ConfigureAwait(false);
        }

        return TakeHeader();
    }

    /// <summary>Waits until some of the announced bytes have come. Before start_response: a worker that dies until then is a 502.</summary>
    /// <exception cref="WorkerLostException">The worker has gone.</exception>
    public async ValueTask ExpectBytesAsync()
    {
        if (_start != _end)
            return;
        _start = _end = 0;
        _end = await ReceiveAsync(_received).ConfigureAwait(false);
    }

    /// <summary>The header of a frame, once it has come.</summary>
    /// <exception cref="WorkerLostException">The frame is invalid.</exception>
    public FrameHeader TakeHeader()
    {
        var header = FrameHeader.Read(_received.AsSpan(_start));
        _start += FrameHeader.Length;
        return header;
    }

    /// <summary>Takes bytes that have come already. They stay as they are until more is read.</summary>
    public bool TryTake(uint count, out ReadOnlySpan<byte> bytes)
    {
        var isThere = count <= _end - _start;
        bytes = isThere ? _received.AsSpan(_start, (int)count) : default;
        _start += bytes.Length;
        return isThere;
    }

    /// <exception cref="WorkerLostException">The worker has gone.</exception>
    public ValueTask<byte[]> ReadAsync(int count) => TryTake((uint)count, out var bytes) ? new(bytes.ToArray()) : ReceiveAsync(count);

    /// <summary>Reads what there is, at least one byte.</summary>
    /// <exception cref="WorkerLostException">The worker has gone.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        if (_start == _end)
            return ReceiveAsync(buffer);
        var count = Math.Min(buffer.Length, _end - _start);
        _received.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return new(count);
    }

    public void Dispose()
    {
        toWorker.Dispose();
        toHost.Dispose();
    }

    private void Compact()
    {
        _received.AsSpan(_start, _end - _start).CopyTo(_received);
        (_start, _end) = (0, _end - _start);
    }

    private async ValueTask<byte[]> ReceiveAsync(int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
            read += await ReadAsync(bytes.AsMemory(read)).ConfigureAwait(false);
        return bytes;
    }

    private async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            var count = await toHost.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false);
            return count > 0 ? count : throw Lost(null);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            throw Lost(error);
        }
    }

    private WorkerLostException Lost(Exception? error) => new($"Worker {worker.Id} (process {worker.ProcessId}) went away.", error);
}
