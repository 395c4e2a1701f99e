using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>Takes the place of the response body, and tells that nobody reads any more: what Kestrel tells a moment before it cancels
/// RequestAborted.</summary>
internal sealed class GoneClient : IHttpResponseBodyFeature
{
    public Stream Stream => Stream.Null;

    public PipeWriter Writer { get; } = new GoneReader();

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CompleteAsync() => Task.CompletedTask;

    private sealed class GoneReader : PipeWriter
    {
        private readonly byte[] _buffer = new byte[64 * 1024];

        public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

        public override Span<byte> GetSpan(int sizeHint = 0) => _buffer;

        public override void Advance(int bytes)
        {
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            new(new FlushResult(isCanceled: false, isCompleted: true));

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
