using System.Buffers;
using System.IO.Pipelines;
using Gateway.Fakes;

namespace Gateway.Bodies;

public class WriterBodyFailureTests
{
    private static readonly byte[] Block = new byte[32 * 1024];

    [Fact]
    public async Task A_failure_of_the_callback_surfaces_as_it_is()
    {
        var failure = new InvalidDataException("broken");

        (await Should.ThrowAsync<InvalidDataException>(() => Blocks.ReadAsync(Body.Write((_, _) => throw failure))))
            .ShouldBeSameAs(failure);
        Should.Throw<InvalidDataException>(() => Blocks.Read(Body.Write((_, _) => Task.FromException(failure)))).ShouldBeSameAs(failure);
    }

    [Fact]
    public async Task What_was_flushed_before_the_failure_comes_first_and_what_was_not_does_not_come()
    {
        var failed = new TaskCompletionSource();
        var body = Body.Write(async (writer, cancellationToken) =>
        {
            await writer.WriteAsync(Blocks.Of("flushed"), cancellationToken);
            writer.Write("not flushed"u8);
            failed.SetResult();
            throw new InvalidDataException("broken");
        });

        await using var blocks = body.GetAsyncEnumerator();
        var first = blocks.MoveNextAsync();
        await failed.Task;
        (await first).ShouldBeTrue();
        Blocks.Utf8(blocks.Current.ToArray()).ShouldBe("flushed");

        await Should.ThrowAsync<InvalidDataException>(async () => await blocks.MoveNextAsync());
    }

    [Fact]
    public async Task Nothing_comes_before_the_failure_where_nothing_was_flushed()
    {
        var body = Body.Write((writer, _) =>
        {
            writer.Write("not flushed"u8);
            throw new InvalidDataException("broken");
        });

        await using var blocks = body.GetAsyncEnumerator();

        await Should.ThrowAsync<InvalidDataException>(async () => await blocks.MoveNextAsync());
    }

    [Fact]
    public async Task Completing_the_writer_with_an_error_fails_as_well()
    {
        var body = Body.Write(async (writer, _) => await writer.CompleteAsync(new InvalidDataException("broken")));

        await Should.ThrowAsync<InvalidDataException>(() => Blocks.ReadAsync(body));
    }

    [Fact]
    public async Task Stopping_early_cancels_the_callback_and_waits_for_it()
    {
        var callback = new EndlessCallback();

        await using (var blocks = Body.Write(callback.WriteAsync).GetAsyncEnumerator())
        {
            (await blocks.MoveNextAsync()).ShouldBeTrue();
            callback.IsRunning.ShouldBeTrue();
        }

        callback.WasCancelled.ShouldBeTrue();
        callback.IsRunning.ShouldBeFalse();
    }

    [Fact]
    public void Stopping_early_synchronously_cancels_the_callback_and_waits_for_it()
    {
        var callback = new EndlessCallback();

        using (var blocks = Body.Write(callback.WriteAsync).GetEnumerator())
        {
            blocks.MoveNext().ShouldBeTrue();
            callback.IsRunning.ShouldBeTrue();
        }

        callback.WasCancelled.ShouldBeTrue();
        callback.IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task Stopping_early_releases_a_callback_that_ignores_the_token()
    {
        var ended = false;
        var body = Body.Write(async (writer, _) =>
        {
            // Without a reader the flush says that nobody is interested any more.
            while (!(await writer.WriteAsync(Block, CancellationToken.None)).IsCompleted)
            {
            }

            ended = true;
        });

        await using (var blocks = body.GetAsyncEnumerator())
            (await blocks.MoveNextAsync()).ShouldBeTrue();

        ended.ShouldBeTrue();
    }

    [Fact]
    public async Task The_readers_token_reaches_the_callback()
    {
        using var source = new CancellationTokenSource();
        var callback = new EndlessCallback();

        await using var blocks = Body.Write(callback.WriteAsync).GetAsyncEnumerator(source.Token);
        (await blocks.MoveNextAsync()).ShouldBeTrue();
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            while (await blocks.MoveNextAsync())
            {
            }
        });
        callback.WasCancelled.ShouldBeTrue();
        callback.IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task A_callback_that_ends_is_not_cancelled()
    {
        var token = CancellationToken.None;
        var cancelled = false;
        var body = Body.Write(async (writer, cancellationToken) =>
        {
            token = cancellationToken;
            cancellationToken.Register(() => cancelled = true);
            await writer.WriteAsync(Blocks.Of("done"), cancellationToken);
        });

        await Blocks.ReadAsync(body);

        token.CanBeCanceled.ShouldBeTrue();
        cancelled.ShouldBeFalse();
    }

    /// <summary>Writes until it is cancelled; it ends only after a last asynchronous step, as clean-up code does.</summary>
    private sealed class EndlessCallback
    {
        public bool IsRunning { get; private set; }

        public bool WasCancelled { get; private set; }

        public async Task WriteAsync(PipeWriter writer, CancellationToken cancellationToken)
        {
            IsRunning = true;
            try
            {
                while (true)
                    await writer.WriteAsync(Block, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WasCancelled = cancellationToken.IsCancellationRequested;
                throw;
            }
            finally
            {
                await Task.Yield();
                IsRunning = false;
            }
        }
    }
}
