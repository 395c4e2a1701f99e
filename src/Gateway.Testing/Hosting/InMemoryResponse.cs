using System.Buffers;
using System.IO.Pipelines;
using Gateway.Hosting;

namespace Gateway.Testing.Hosting;

/// <summary>The response of the in-memory client. A block counts as sent when the client has read it.</summary>
internal sealed class InMemoryResponse(
    bool isHead, InMemoryRequestBody input, ErrorLines log, SocketOffer? socket, CancellationTokenSource aborted)
    : HeaderListResponse
{
    // Buffers nothing: a flush completes when the client has read everything written before it.
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
    private readonly TaskCompletionSource<ReceivedHead> _head = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<ReceivedHead> Head => _head.Task;

    public Stream Body => new ResponseStream(_pipe.Reader.AsStream());

    protected override bool IsHead => isHead;

    protected override CancellationToken Aborted => aborted.Token;

    protected override IOException? InputFailure => input.Failure;

    /// <summary>Tells the client how the response ended.</summary>
    public void End(Exception? failure)
    {
        End();
        _head.TrySetException(failure ?? new OperationCanceledException("The client left before there was a response.", aborted.Token));
        var isWhole = failure is null && !aborted.IsCancellationRequested;
        _pipe.Writer.Complete(isWhole ? null : new ResponseAbortedException("The response was aborted in the middle.", failure));
    }

    protected override async ValueTask<FlushResult> TransmitAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        SendHead();
        if (!block.IsEmpty && !aborted.IsCancellationRequested)
        {
            _pipe.Writer.Write(block.Span);
            try
            {
                await _pipe.Writer.FlushAsync(aborted.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (aborted.IsCancellationRequested)
            {
                // The result reports it.
            }
        }

        return new FlushResult(isCanceled: false, isCompleted: aborted.IsCancellationRequested);
    }

    protected override ValueTask CompleteAsync()
    {
        SendHead();
        return default;
    }

    protected override async ValueTask RunWebSocketAsync(WebSocketBody body)
    {
        if (socket is null)
            await base.RunWebSocketAsync(body).ConfigureAwait(false);
        else
            await socket.RunAsync(body, aborted).ConfigureAwait(false);
    }

    protected override void Report(ResponseProblem problem, Exception? error = null) => log.WriteLine(Describe(problem, error));

    private void SendHead()
    {
        if (TryTakeHead(out var headers))
            _head.TrySetResult(new ReceivedHead(Status!, headers));
    }
}
