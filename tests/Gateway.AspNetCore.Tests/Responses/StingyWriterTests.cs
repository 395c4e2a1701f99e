using System.Buffers;
using System.IO.Pipelines;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>A transport without a memory pool gives no memory to whoever asks for no size. Found by fuzzing.</summary>
public sealed class StingyWriterTests
{
    [Fact]
    public async Task A_pushed_body_gets_memory_all_the_same() => await ShouldSendAsync((environ, startResponse) =>
    {
        startResponse("200 OK", []);
        return Body.Write(async (writer, cancellation) =>
        {
            writer.Write("hello"u8);
            await writer.FlushAsync(cancellation);
        });
    });

    [Fact]
    public async Task Write_gets_memory_all_the_same() => await ShouldSendAsync((environ, startResponse) =>
    {
        startResponse("200 OK", []).Write("hello"u8);
        return Body.Empty;
    });

    private static async Task ShouldSendAsync(GatewayApp app)
    {
        await using var host = await GatewayHost.StartAsync(app, setup => setup.InFront = server => server.Use((context, next) =>
        {
            context.Features.Set<IHttpResponseBodyFeature>(new StingyBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>()));
            return next(context);
        }));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("hello");
    }

    private sealed class StingyBody(IHttpResponseBodyFeature inner) : IHttpResponseBodyFeature
    {
        public Stream Stream => inner.Stream;

        public PipeWriter Writer { get; } = new StingyWriter(inner.Writer);

        public void DisableBuffering() => inner.DisableBuffering();

        public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            inner.SendFileAsync(path, offset, count, cancellationToken);

        public Task CompleteAsync() => inner.CompleteAsync();
    }

    private sealed class StingyWriter(PipeWriter inner) : PipeWriter
    {
        public override Memory<byte> GetMemory(int sizeHint = 0) => sizeHint == 0 ? default : inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }
}
