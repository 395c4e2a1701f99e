using System.Text;

namespace Gateway.Testing.Conformance;

/// <summary>Reads lines and bytes off a connection.</summary>
internal sealed class WireReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>One line without its CRLF; null where the connection ends.</summary>
    public async ValueTask<string?> LineAsync()
    {
        var line = new StringBuilder();
        while (_start < _end || await FillAsync().ConfigureAwait(false))
        {
            var next = (char)_buffer[_start++];
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            line.Append(next);
        }

        return null;
    }

    /// <summary>Reads at most this many bytes, as they arrive; empty where the connection ends.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> SomeAsync(long limit)
    {
        if (_start == _end && !await FillAsync().ConfigureAwait(false))
            return default;
        var taken = (int)Math.Min(limit, _end - _start);
        _start += taken;
        return _buffer.AsMemory(_start - taken, taken);
    }

    private async ValueTask<bool> FillAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        try
        {
            (_start, _end) = (0, await stream.ReadAsync(_buffer, patience.Token).ConfigureAwait(false));
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            (_start, _end) = (0, 0); // A reset.
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("The server sent nothing more and did not close the connection.");
        }

        return _end > 0;
    }
}
