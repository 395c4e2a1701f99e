using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Gateway.Hosting;
using Gateway.Python.Protocol;

namespace Gateway.Python.Serving;

/// <summary>One request in one slot of a worker.</summary>
internal sealed class PythonExchange(WorkerSlot slot, Environ environ, PythonAppOptions options, Action<PythonLogEntry> log)
{
    private const int LongestText = 1 << 20;
    private const int LongestFeed = 128 * 1024;
    private const int SentAtOnce = 64 * 1024;
    private const uint Failed = uint.MaxValue;

    // Whether the slot was given back or given up: whoever sets it does it.
    private int _hasEnded;
    private CancellationTokenRegistration _aborted;
    private Exception? _inputFailure;

    /// <summary>Whether the worker has sent anything for this request.</summary>
    public bool HasHeard { get; private set; }

    /// <summary>
    /// Whether the response is whole for the client. What the app still logs goes to the log of the app, for the request is over.
    /// </summary>
    public bool IsWhole { get; set; }

    public WorkerSlot Slot => slot;

    /// <summary>
    /// When the body that was read ahead has been sent. It goes at the same time as the response comes: the app need not read it.
    /// </summary>
    public Task Push { get; private set; } = Task.CompletedTask;

    /// <summary>Whether the client gets no body, whatever the app produces (RFC 9110, 6.4.1).</summary>
    public bool IsBodiless(ResponseHead head) =>
        environ.RequestMethod == "HEAD" || head.Status.AsSpan(0, Math.Min(3, head.Status.Length)) is "204" or "205" or "304";

    /// <summary>Sends the request.</summary>
    /// <exception cref="WorkerLostException">The worker has gone.</exception>
    public async ValueTask SendAsync(PushedBody body)
    {
        _aborted = environ.RequestAborted.UnsafeRegister(static exchange => ((PythonExchange)exchange!).Abandon(), this);
        var frame = slot.NewFrame();
        RequestFrame.Encode(frame, environ, body.Bytes.Length, !body.IsWhole);
        var isJoined = frame.WrittenCount + body.Bytes.Length <= SentAtOnce;
        if (isJoined)
            frame.Write(body.Bytes.Span);
        slot.ExpectApp();
        await slot.SendAsync(frame.WrittenMemory).ConfigureAwait(false);
        if (!isJoined)
            Push = slot.SendAsync(body.Bytes).AsTask();
    }

    /// <summary>Reads frames until one belongs to the response; does on the way what the others ask for.</summary>
    /// <exception cref="WorkerLostException">The worker has gone, or broke the protocol.</exception>
    /// <exception cref="PythonException">The app raised an exception.</exception>
    public ValueTask<FrameHeader> NextAsync() => slot.HasBlock ? new(Heard(slot.TakeHeader())) : ReceiveNextAsync();

    /// <summary>Gives the slot back: close() has returned.</summary>
    public async ValueTask EndAsync()
    {
        try
        {
            await Push.ConfigureAwait(false);
        }
        catch (WorkerLostException)
        {
            Abandon();
        }

        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
        {
            _aborted.Unregister();
            slot.Worker.Release(slot);
        }
    }

    /// <summary>Waits until the app has closed its iterable, after the response is whole, and gives the slot back.</summary>
    public async Task FinishAsync()
    {
        IsWhole = true;
        try
        {
            for (var header = default(FrameHeader); !header.Is(FrameFlags.Idle);)
            {
                header = await NextAsync().ConfigureAwait(false);
                await SkipAsync(header.Head + (long)header.Block).ConfigureAwait(false);
            }

            await EndAsync().ConfigureAwait(false);
        }
        catch (PythonException error)
        {
            log(new(PythonLogLevel.Error, slot.Worker.Id, $"The app failed after its response was sent. {error.Message}"));
        }
        catch (WorkerLostException)
        {
            Abandon(); // The response is whole, and the supervisor tells of workers that end.
        }
    }

    /// <summary>Drops the block of a frame and what follows it.</summary>
    /// <exception cref="WorkerLostException">The worker has gone.</exception>
    public async ValueTask FinishAfterAsync(FrameHeader header)
    {
        await SkipAsync(header.Block).ConfigureAwait(false);
        if (header.Is(FrameFlags.Idle))
            await EndAsync().ConfigureAwait(false);
        else
            _ = FinishAsync();
    }

    /// <summary>Gives the slot up: the worker's next send fails, and it closes the iterable.</summary>
    public void Abandon()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
            return;
        _aborted.Unregister();
        slot.Worker.Drop(slot);
    }

    /// <summary>The reason behind a failure, as the host wants to know it.</summary>
    public Exception Explain(Exception error)
    {
        if (slot.HasTimedOut)
            return new RequestTimeoutException(options.RequestTimeout, isAnswered: false, error);
        if (_inputFailure is not null)
            return _inputFailure;
        return environ.RequestAborted.IsCancellationRequested
            ? new OperationCanceledException("The client has gone.", error, environ.RequestAborted)
            : error;
    }

    private async ValueTask<FrameHeader> ReceiveNextAsync()
    {
        while (true)
        {
            var header = Heard(await slot.ReadHeaderAsync().ConfigureAwait(false));
            if (header.Is(FrameFlags.Log))
            {
                WriteErrors(await ReadTextAsync(header).ConfigureAwait(false));
            }
            else if (header.Is(FrameFlags.Need))
            {
                await FeedAsync(header.Block).ConfigureAwait(false);
            }
            else if (header.Is(FrameFlags.Error))
            {
                var traceback = await ReadTextAsync(header).ConfigureAwait(false);
                await EndAsync().ConfigureAwait(false);
                throw new PythonException(traceback);
            }
            else
            {
                return header;
            }
        }
    }

    private FrameHeader Heard(FrameHeader header)
    {
        HasHeard = true;
        slot.ExpectApp();
        return header;
    }

    // The app reads the request body: nothing was read from the client before.
    private async ValueTask FeedAsync(uint wanted)
    {
        await Push.ConfigureAwait(false);
        slot.ExpectClient();
        var buffer = new byte[sizeof(uint) + (int)Math.Min(wanted, LongestFeed)];
        var length = 0;
        try
        {
            length = await environ.Input.ReadAsync(buffer.AsMemory(sizeof(uint)), environ.RequestAborted).ConfigureAwait(false);
            BinaryPrimitives.WriteUInt32LittleEndian(buffer, (uint)length);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            _inputFailure = error;
            BinaryPrimitives.WriteUInt32LittleEndian(buffer, Failed);
        }

        slot.ExpectApp();
        await slot.SendAsync(buffer.AsMemory(0, sizeof(uint) + length)).ConfigureAwait(false);
    }

    private async ValueTask SkipAsync(long count)
    {
        var buffer = count > 0 ? new byte[Math.Min(count, LongestFeed)] : [];
        while (count > 0)
            count -= await slot.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length))).ConfigureAwait(false);
    }

    private async ValueTask<string> ReadTextAsync(FrameHeader header) => header.Head == 0 && header.Block <= LongestText
        ? Encoding.UTF8.GetString(await slot.ReadAsync((int)header.Block).ConfigureAwait(false))
        : throw new WorkerLostException($"The worker announced a text of {header.Block} bytes; {LongestText} are allowed.");

    private void WriteErrors(string text)
    {
        if (IsWhole)
            log(new(PythonLogLevel.Output, slot.Worker.Id, text.TrimEnd('\n')));
        else
            environ.Errors.Write(text);
    }
}
