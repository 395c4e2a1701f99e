using System.IO.Pipelines;

namespace Gateway.AspNetCore.Responses;

// PEP 3333's write(), for apps that cannot produce an iterable. It blocks while the client is slow, as it must.
internal sealed partial class GatewayResponse
{
    // GetSpan(0) fails on a transport without a memory pool, so a size is always asked for.
    private const int MaxPiece = 4096;

    public void Write(ReadOnlySpan<byte> block)
    {
        if (Is(ResponsePhase.Ended))
            throw new GatewayContractException("write was called after the response had ended.");
        if (Is(ResponsePhase.Returned))
            throw new GatewayContractException("write was called after the app had returned its body; produce a block instead (PEP 3333, \"The write() Callable\").");

        ThrowIfSpoilt();
        Commit(length: null);
        if (Is(ResponsePhase.Bodiless) && block.IsEmpty)
            return;

        var output = Output;
        var admitted = (int)Reserve(block.Length);
        for (var rest = block[..admitted]; !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(rest.Length, MaxPiece)];
            piece.CopyTo(output.GetSpan(piece.Length));
            output.Advance(piece.Length);
            rest = rest[piece.Length..];
        }

        var aborted = Context.RequestAborted;
        if (!Is(ResponsePhase.Bodiless))
            Sent(Wait(output.FlushAsync(aborted)));
        if (Is(ResponsePhase.Disconnected))
            throw new OperationCanceledException("The client has gone.", aborted);
        if (admitted < block.Length && !Is(ResponsePhase.Bodiless))
            throw new GatewayContractException($"write was given {block.Length - admitted} bytes more than the Content-Length the app declared.");
    }

    // GetResult must not be called on a ValueTask that is not complete.
    private static FlushResult Wait(ValueTask<FlushResult> flush) => flush.IsCompleted ? flush.GetAwaiter().GetResult() : flush.AsTask().GetAwaiter().GetResult();
}
