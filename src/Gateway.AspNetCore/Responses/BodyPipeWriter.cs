using System.Buffers;
using System.IO.Pipelines;

namespace Gateway.AspNetCore.Responses;

internal sealed partial class GatewayResponse
{
    /// <summary>The server's own writer, lent to a <see cref="WriterBody"/>: the rules of the head and of Content-Length hold for what is written here, too.</summary>
    private sealed class BodyPipeWriter(GatewayResponse response) : PipeWriter
    {
        private readonly PipeWriter _output = response.Output;

        // Where bytes go that nobody will see.
        private ArrayBufferWriter<byte>? _void;

        public override bool CanGetUnflushedBytes => _output.CanGetUnflushedBytes;

        public override long UnflushedBytes => _output.UnflushedBytes;

        private bool IsOver => response.Is(ResponsePhase.Bodiless | ResponsePhase.Overrun | ResponsePhase.Disconnected);

        public override Memory<byte> GetMemory(int sizeHint = 0)
        {
            Begin();
            return IsOver ? Void().GetMemory(sizeHint) : _output.GetMemory(Math.Max(sizeHint, 1)); // See MaxPiece.
        }

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            Begin();
            if (!IsOver)
                _output.Advance((int)response.Reserve(bytes));
        }

        public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Begin();
            if (!response.Is(ResponsePhase.Bodiless | ResponsePhase.Disconnected))
                response.Sent(await _output.FlushAsync(cancellationToken));
            return new FlushResult(isCanceled: false, isCompleted: IsOver);
        }

        // A whole block goes to the server as it is; by GetMemory it would be copied, and cut where the server's memory ends.
        public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            Begin();
            if (!IsOver)
                response.Sent(await _output.WriteAsync(source[..(int)response.Reserve(source.Length)], cancellationToken));
            return new FlushResult(isCanceled: false, isCompleted: IsOver);
        }

        public override void CancelPendingFlush() => _output.CancelPendingFlush();

        // The response ends when the callback returns; the writer is the server's to complete.
        public override void Complete(Exception? exception = null)
        {
            if (exception is not null)
                throw exception;
        }

        private void Begin()
        {
            if (response.Is(ResponsePhase.Ended))
                throw new GatewayContractException("The writer of Body.Write was used after the response had ended.");
            response.ThrowIfSpoilt();
            response.Commit(length: null);
        }

        private ArrayBufferWriter<byte> Void()
        {
            _void ??= new();
            _void.ResetWrittenCount();
            return _void;
        }
    }
}
