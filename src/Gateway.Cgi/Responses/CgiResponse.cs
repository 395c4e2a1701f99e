using System.IO.Pipelines;
using System.Text;
using Gateway.Cgi.Requests;
using Gateway.Hosting;

namespace Gateway.Cgi.Responses;

/// <summary>The response of the one request: a document response (RFC 3875, 6.2.1) on standard output.</summary>
internal sealed class CgiResponse(
    Stream output, bool isHead, bool mayBlock, CgiRequestBody input, ErrorLines log, CancellationTokenSource aborted)
    : HeaderListResponse
{
    // EPIPE, ECONNRESET, and ERROR_NO_DATA of Windows.
    private static readonly int[] BrokenPipe = [32, 104, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    /// <summary>Whether the web server took the whole response.</summary>
    public bool IsWhole { get; private set; }

    protected override bool IsHead => isHead;

    protected override CancellationToken Aborted => aborted.Token;

    protected override IOException? InputFailure => input.Failure;

    // The head and the first bytes of the body go out in one write.
    protected override async ValueTask<FlushResult> TransmitAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        if (TryTakeHead(out var headers))
            block = (byte[])[.. HeadOf(headers), .. block.Span];
        try
        {
            if (mayBlock)
            {
                output.Write(block.Span);
                output.Flush();
            }
            else
            {
                await output.WriteAsync(block, aborted.Token).ConfigureAwait(false);
                await output.FlushAsync(aborted.Token).ConfigureAwait(false);
            }
        }
        catch (IOException error) when (BrokenPipe.Contains(error.HResult))
        {
            Leave();
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            // The result reports it.
        }

        return new FlushResult(isCanceled: false, isCompleted: aborted.IsCancellationRequested);
    }

    protected override async ValueTask CompleteAsync()
    {
        if (!IsHeadSent)
            Sent(await TransmitAsync(default, Aborted).ConfigureAwait(false));
        IsWhole = !aborted.IsCancellationRequested;
    }

    protected override void Report(ResponseProblem problem, Exception? error = null) => log.WriteLine(Describe(problem, error));

    // Status comes first, so that a server knows it before it looks at Location (RFC 3875, 6.2.3).
    // Lines end with CRLF as in HTTP; every server accepts it as a newline (6.3).
    private byte[] HeadOf(IReadOnlyList<(string Name, string Value)> headers)
    {
        var head = new StringBuilder().Append("Status: ").Append(Status).Append("\r\n");
        foreach (var (name, value) in headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    private void Leave()
    {
        try
        {
            aborted.Cancel();
        }
        catch (AggregateException error)
        {
            log.WriteLine($"A callback of gateway.request_aborted failed: {error}");
        }
    }
}
