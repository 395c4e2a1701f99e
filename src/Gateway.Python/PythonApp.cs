using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gateway.Python.Protocol;
using Gateway.Python.Serving;
using Gateway.Python.Supervision;

namespace Gateway.Python;

/// <summary>A Python WSGI app (PEP 3333) in supervised worker processes, as a Gateway app for any host.</summary>
/// <remarks>It can be passed wherever an <see cref="AsyncGatewayApp"/> is asked for. The workers start with the first request, or with <see
/// cref="StartAsync"/>.</remarks>
public sealed class PythonApp : IAsyncDisposable
{
    private const int Attempts = 2;

    private readonly PythonAppOptions _options;
    private readonly Supervisor _supervisor;
    private readonly Lock _lock = new();
    private PythonSourceWatcher? _watcher;
    private Task? _started;

    /// <summary>Describes the app. Nothing is started.</summary>
    /// <param name="target"><c>module:callable</c>; <c>module:factory()</c> calls the factory for the app; <c>module</c> alone means
    /// <c>module:application</c>.</param>
    /// <param name="options">How the workers run; null for the defaults.</param>
    /// <exception cref="ArgumentException">The target is empty, or an option is out of range.</exception>
    public PythonApp(string target, PythonAppOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        Target = target;
        _options = options ?? new();
        _options.Check();
        _supervisor = new(target, _options);
    }

    /// <summary><c>module:callable</c>.</summary>
    public string Target { get; }

    /// <summary>The processes of the workers that are ready.</summary>
    public IReadOnlyList<int> ProcessIds => _supervisor.ProcessIds;

    /// <summary>Why the app cannot serve: the load error of its newest code, where no older worker is left. Null while it can.</summary>
    public PythonLoadException? Failure => _supervisor.Failure;

    /// <summary>How many requests wait for a free worker.</summary>
    public int WaitingCount => _supervisor.Pool.WaitingCount;

    /// <summary>Why no more requests should be sent to this app: no worker serves, or more requests wait than <see
    /// cref="PythonAppOptions.ReadyQueueShare"/> allows. Null while they may be sent.</summary>
    public string? ReasonNotReady
    {
        get
        {
            if (ProcessIds.Count == 0)
                return $"No worker serves {Target}.";
            var (share, limit, waiting) = (_options.ReadyQueueShare, _options.QueueLimit, WaitingCount);
            return share < 1 && limit > 0 && waiting > share * limit
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{waiting} requests wait for a worker of {Target}, which is more than {share:P0} of {limit} ")
                    + "(ReadyQueueShare, QueueLimit)."
                : null;
        }
    }

    /// <summary>The app as the delegate that hosts and middleware take.</summary>
    /// <param name="app">The app.</param>
    public static implicit operator AsyncGatewayApp(PythonApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.InvokeAsync;
    }

    /// <summary>The app as the delegate that hosts and middleware take.</summary>
    /// <returns>The delegate.</returns>
    public AsyncGatewayApp ToAsyncGatewayApp() => InvokeAsync;

    /// <summary>Starts the workers and waits until they have loaded the app. Called again, it waits for the first start.</summary>
    /// <returns>When all workers are ready.</returns>
    /// <exception cref="PythonLoadException">The app cannot be loaded; the message has the traceback.</exception>
    public Task StartAsync()
    {
        lock (_lock)
        {
            if (_options.Reload)
                _watcher ??= new(Path.GetFullPath(_options.Directory ?? "."), ReloadQuietlyAsync);
            return _started ??= _supervisor.ReloadAsync();
        }
    }

    /// <summary>
    /// Starts new workers with the app's present code. When they are ready they take over, and the old ones end their requests.
    /// </summary>
    /// <returns>When the new workers have taken over.</returns>
    /// <exception cref="PythonLoadException">The app cannot be loaded; the old workers go on.</exception>
    public async Task ReloadAsync()
    {
        await _supervisor.ReloadAsync().ConfigureAwait(false);
        lock (_lock)
            _started = Task.CompletedTask;
    }

    /// <summary>Has every worker print the stacks of its Python threads to its standard error.</summary>
    public void PrintStacks() => _supervisor.PrintStacks();

    /// <summary>Stops the workers; requests under way may end.</summary>
    /// <returns>When all of them have ended.</returns>
    public async ValueTask DisposeAsync()
    {
        _watcher?.Dispose();
        await _supervisor.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Serves a request: the app itself.</summary>
    /// <param name="environ">The environ.</param>
    /// <param name="startResponse">The host's start_response.</param>
    /// <returns>The body.</returns>
    /// <exception cref="PythonException">The app raised an exception before its response began.</exception>
    /// <exception cref="Hosting.OverloadException">No worker was free in time.</exception>
    /// <exception cref="Hosting.RequestTimeoutException">The app took too long.</exception>
    public async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> InvokeAsync(Environ environ, StartResponse startResponse)
    {
        ArgumentNullException.ThrowIfNull(environ);
        ArgumentNullException.ThrowIfNull(startResponse);
        if (environ.WebSocket is not null)
        {
            return Plain(
                startResponse, "501 Not Implemented", "This is a WSGI app, which cannot accept a WebSocket. Map a .NET app at this path.");
        }

        if (_started is not { IsCompletedSuccessfully: true })
            await StartAsync().ConfigureAwait(false);
        if (_supervisor.Failure is { } failure)
            throw new PythonLoadException(failure.Message, failure);

        var body = await PushedBody.ReadAsync(environ, _options.ReadAhead).ConfigureAwait(false);
        var push = Task.CompletedTask;
        try
        {
            return await ServeAsync(environ, startResponse, body, sending => push = sending).ConfigureAwait(false);
        }
        finally
        {
            _ = body.DisposeAfterAsync(push);
        }
    }

    private async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> ServeAsync(
        Environ environ, StartResponse startResponse, PushedBody body, Action<Task> pushes)
    {
        for (var attempt = 1; ; attempt++)
        {
            var slot = await _supervisor.Pool.AcquireAsync(environ.RequestAborted).ConfigureAwait(false);
            var exchange = new PythonExchange(slot, environ, _options, _supervisor.Log);
            try
            {
                await exchange.SendAsync(body).ConfigureAwait(false);
                pushes(exchange.Push);
                return await ReceiveAsync(exchange, startResponse).ConfigureAwait(false);
            }
            catch (WorkerLostException) when (attempt < Attempts && MayRetry(exchange, environ))
            {
                exchange.Abandon();
                await exchange.Push.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (WorkerLostException error)
            {
                exchange.Abandon();
                var reason = exchange.Explain(error);
                if (reason != error)
                    throw reason;
                _supervisor.Log(new(PythonLogLevel.Error, slot.Worker.Id, $"{environ}: {error.Message}"));
                return Plain(startResponse, "502 Bad Gateway", "The worker that served this request has ended.");
            }
            catch (PythonException error) when (exchange.Explain(error) is var reason && reason != error)
            {
                exchange.Abandon();
                throw reason;
            }
            catch
            {
                exchange.Abandon();
                throw;
            }
        }
    }

    private static Body Plain(StartResponse startResponse, string status, string message)
    {
        startResponse(status, [("Content-Type", "text/plain; charset=utf-8")]);
        return Body.Text(message + "\n");
    }

    private bool MayRetry(PythonExchange exchange, Environ environ) =>
        _options.RetriesSafeMethods && !exchange.HasHeard && !exchange.Slot.HasTimedOut && !environ.RequestAborted.IsCancellationRequested
        && environ.RequestMethod is "GET" or "HEAD" or "OPTIONS" or "TRACE";

    // start_response comes last: until then a worker that dies is a 502, and the request may go to another.
    private async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> ReceiveAsync(PythonExchange exchange, StartResponse startResponse)
    {
        var slot = exchange.Slot;
        var header = await exchange.NextAsync().ConfigureAwait(false);
        if (header.Head == 0)
            throw new WorkerLostException("The worker sent a block without a head.");
        var head = ResponseHead.Parse(await slot.ReadAsync(header.Head).ConfigureAwait(false));
        if (header.Is(FrameFlags.File))
            return await SendFileAsync(exchange, head, startResponse, header).ConfigureAwait(false);

        if (Sendfile.Find(head, _options.SendfileRoots) is { } named)
        {
            await exchange.FinishAfterAsync(header).ConfigureAwait(false);
            startResponse(head.Status, head.Headers);
            return named;
        }

        // The worker stops after the first block where no body is sent; there may be more of it than that block.
        var isWhole = header.Is(FrameFlags.Last) || head.ContentLength == header.Block;
        if ((!isWhole && !exchange.IsBodiless(head)) || header.Block > _options.WriteBehind)
        {
            // The app has written an empty block, which sends the head. That blocks while the client does not read, so it must not happen
            // on the thread that hears of every worker.
            if (header.Block == 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            else
                await slot.ExpectBytesAsync().ConfigureAwait(false);
            var writer = startResponse(head.Status, head.Headers);
            if (header.Block == 0)
                writer.Write([]);
            return new PythonBody(exchange, header, _options.WriteBehind);
        }

        var block = await slot.ReadAsync((int)header.Block).ConfigureAwait(false);
        if (header.Is(FrameFlags.Idle))
            await exchange.EndAsync().ConfigureAwait(false);
        else
            _ = exchange.FinishAsync();
        startResponse(head.Status, head.Headers);
        return isWhole ? Body.Bytes(block) : FirstOf(block);
    }

    // Not a collection, whose length the host would declare.
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> FirstOf(byte[] block)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return block;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The host closes what the app returns.")]
    private static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> SendFileAsync(
        PythonExchange exchange, ResponseHead head, StartResponse startResponse, FrameHeader header)
    {
        if (header.Block != FileSectionBody.FrameLength)
            throw new WorkerLostException("The worker sent an invalid file frame.");
        var slot = exchange.Slot;
        var section = await slot.ReadAsync(FileSectionBody.FrameLength).ConfigureAwait(false);
        if (FileSectionBody.Open(section, slot.Worker.ProcessId, head.ContentLength) is not { } file)
            return await SendUnopenedFileAsync(exchange, head, startResponse).ConfigureAwait(false);
        try
        {
            await slot.SendLengthAsync(1).ConfigureAwait(false);
            startResponse(head.Status, head.Headers);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        _ = exchange.FinishAsync();
        return file;
    }

    // The worker reads the file itself: blocks follow that have no head.
    private static async ValueTask<PythonBody> SendUnopenedFileAsync(
        PythonExchange exchange, ResponseHead head, StartResponse startResponse)
    {
        await exchange.Slot.SendLengthAsync(0).ConfigureAwait(false);
        var header = await exchange.NextAsync().ConfigureAwait(false);
        if (header.Block > 0)
            await exchange.Slot.ExpectBytesAsync().ConfigureAwait(false);
        startResponse(head.Status, head.Headers);
        return new PythonBody(exchange, header, writeBehind: 1 << 20);
    }

    private async Task ReloadQuietlyAsync()
    {
        try
        {
            await ReloadAsync().ConfigureAwait(false);
        }
        catch (PythonLoadException)
        {
            // The log has it, and the old workers go on.
        }
    }
}
