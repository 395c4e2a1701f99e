using System.Buffers;

namespace Gateway.Python.Serving;

/// <summary>The part of a request body that was read before a worker was taken.</summary>
internal sealed class PushedBody
{
    private const int FirstRead = 4096;

    private byte[] _bytes = [];
    private int _length;

    /// <summary>Whether this is the whole body.</summary>
    public bool IsWhole { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Reads ahead, up to the limit. A client that waits for 100 Continue is left alone: it is for the app to read.</summary>
    /// <exception cref="RequestException">The body is malformed, or too slow.</exception>
    public static async ValueTask<PushedBody> ReadAsync(Environ environ, int limit)
    {
        var body = new PushedBody();
        var length = environ.ContentLength;
        if (length == 0)
            body.IsWhole = true;
        else if (limit > 0 && !WaitsToContinue(environ))
            await body.FillAsync(environ.Input, length, limit, environ.RequestAborted).ConfigureAwait(false);
        return body;
    }

    /// <summary>Gives the memory back when it has been sent, or cannot be sent any more.</summary>
    public async Task DisposeAfterAsync(Task push)
    {
        await push.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Dispose();
    }

    private void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    private static bool WaitsToContinue(Environ environ) =>
        environ.Header("Expect")?.Contains("100-continue", StringComparison.OrdinalIgnoreCase) == true;

    // Memory grows with what has come, not with what the client promises.
    private async ValueTask FillAsync(Stream input, long? length, int limit, CancellationToken aborted)
    {
        try
        {
            while (!IsWhole && _length < limit)
            {
                if (_length == _bytes.Length)
                    Grow();
                var free = _bytes.AsMemory(_length, Math.Min(_bytes.Length, limit) - _length);
                var read = await input.ReadAsync(free, aborted).ConfigureAwait(false);
                _length += read;
                IsWhole = read == 0 || _length == length;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstRead, _bytes.Length * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
