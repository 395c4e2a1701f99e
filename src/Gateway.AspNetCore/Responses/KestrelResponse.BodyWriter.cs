using System.Buffers;
using System.IO.Pipelines;

namespace Gateway.AspNetCore.Responses;

internal abstract partial class KestrelResponse
{
    /// <summary>The server's writer, as a <see cref="WriterBody"/> gets it. Enforces the rules of the head and of Content-Length.</summary>
    private sealed class BodyWriter(KestrelResponse response) : PipeWriter
    {
        private readonly PipeWriter _output = response.Output;

        // Takes the bytes that are not sent.
        private ArrayBufferWriter<byte>? _discarded;

        public override bool CanGetUnflushedBytes => _output.CanGetUnflushedBytes;

        public override long UnflushedBytes => _output.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0)
        {
            Begin();
            return response.IsOver ? Discarded().GetMemory(sizeHint) : _output.GetMemory(Math.Max(sizeHint, 1)); // See MaxPiece.
        }

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            Begin();
            if (!response.IsOver)
                _output.Advance((int)response.Reserve(bytes));
        }

        public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Begin();
            if (!response.IsBodiless && !response.HasClientLeft)
                response.Sent(await _output.FlushAsync(cancellationToken));
            return new FlushResult(isCanceled: false, isCompleted: response.IsOver);
        }

        // Passes a whole block to the server. GetMemory would need a copy, in pieces of the server's memory.
        public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            Begin();
            if (!response.IsOver)
                response.Sent(await _output.WriteAsync(source[..(int)response.Reserve(source.Length)], cancellationToken));
            return new FlushResult(isCanceled: false, isCompleted: response.IsOver);
        }

        public override void CancelPendingFlush() => _output.CancelPendingFlush();

        // The response ends when the callback returns; the server completes the writer.
        public override void Complete(Exception? exception = null)
        {
            if (exception is not null)
                throw exception;
        }

        private void Begin()
        {
            response.ThrowIfEnded("The writer of Body.Write");
            response.ThrowIfBroken();
            response.Commit(bodyLength: null);
        }

        private ArrayBufferWriter<byte> Discarded()
        {
            _discarded ??= new();
            _discarded.ResetWrittenCount();
            return _discarded;
        }
    }
}
