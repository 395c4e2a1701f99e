using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Gateway.Fakes;

namespace Gateway.Bodies;

public class WriterBodyTests
{
    private static readonly byte[] Block = new byte[32 * 1024];

    [Fact]
    public async Task What_is_written_comes_out_in_order()
    {
        static async Task Write(PipeWriter writer, CancellationToken cancellationToken)
        {
            for (var number = 0; number < 1000; number++)
            {
                writer.Write(Encoding.ASCII.GetBytes($"{number},"));
                if (number % 7 == 0)
                    await writer.FlushAsync(cancellationToken);
            }
        }

        var expected = string.Concat(Enumerable.Range(0, 1000).Select(number => $"{number},"));

        Blocks.ReadText(Body.Write(Write)).ShouldBe(expected);
        (await Blocks.ReadTextAsync(Body.Write(Write))).ShouldBe(expected);
    }

    [Fact]
    public async Task More_than_the_pipe_holds_comes_out_whole()
    {
        var body = Body.Write(async (writer, cancellationToken) =>
        {
            for (var count = 0; count < 20; count++)
                await writer.WriteAsync(Block, cancellationToken);
        });

        (await Blocks.ReadAsync(body)).Sum(block => block.Length).ShouldBe(20 * Block.Length);
        Blocks.Read(body).Sum(block => block.Length).ShouldBe(20 * Block.Length);
    }

    [Fact]
    public async Task A_flush_sends_what_was_written_before_the_callback_goes_on()
    {
        var received = new TaskCompletionSource();
        var body = Body.Write(async (writer, cancellationToken) =>
        {
            await writer.WriteAsync(Blocks.Of("first"), cancellationToken);
            await received.Task;
            await writer.WriteAsync(Blocks.Of("second"), cancellationToken);
        });

        await using var blocks = body.GetAsyncEnumerator();
        (await blocks.MoveNextAsync()).ShouldBeTrue();
        Blocks.Utf8(blocks.Current.ToArray()).ShouldBe("first");

        received.SetResult();
        (await blocks.MoveNextAsync()).ShouldBeTrue();
        Blocks.Utf8(blocks.Current.ToArray()).ShouldBe("second");
        (await blocks.MoveNextAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_not_flushed_is_sent_at_the_end()
    {
        var body = Body.Write((writer, _) =>
        {
            writer.Write("end"u8);
            return Task.CompletedTask;
        });

        Blocks.ReadText(body).ShouldBe("end");
        (await Blocks.ReadTextAsync(body)).ShouldBe("end");
    }

    [Fact]
    public async Task Writing_nothing_makes_an_empty_body()
    {
        var body = Body.Write((_, _) => Task.CompletedTask);

        Blocks.Read(body).ShouldBeEmpty();
        (await Blocks.ReadAsync(body)).ShouldBeEmpty();
        body.Length.ShouldBeNull();
    }

    [Fact]
    public async Task Completing_the_writer_is_allowed_and_not_needed()
    {
        var body = Body.Write(async (writer, cancellationToken) =>
        {
            await writer.WriteAsync(Blocks.Of("all"), cancellationToken);
            await writer.CompleteAsync();
        });

        (await Blocks.ReadTextAsync(body)).ShouldBe("all");
    }

    [Fact]
    public async Task A_body_never_enumerated_never_writes()
    {
        var runs = 0;
        var body = Body.Write((_, _) =>
        {
            runs++;
            return Task.CompletedTask;
        });

        await body.GetAsyncEnumerator().DisposeAsync();
        body.Dispose();
        await body.DisposeAsync();

        runs.ShouldBe(0);
    }

    [Fact]
    public void A_host_finds_the_callback()
    {
        Func<PipeWriter, CancellationToken, Task> write = (_, _) => Task.CompletedTask;

        Body.Write(write).ShouldBeOfType<WriterBody>().Writer.ShouldBeSameAs(write);
        Should.Throw<ArgumentNullException>(() => Body.Write(null!));
    }

    [Fact]
    public async Task Enumerating_synchronously_does_not_need_the_threads_context()
    {
        var body = Body.Write(async (writer, cancellationToken) =>
        {
            await Task.Yield();
            await writer.WriteAsync(Blocks.Of("done"), cancellationToken);
        });

        // A context of a thread that is blocked, as a user interface has: nothing posted to it ever runs.
        var text = await Task.Factory.StartNew(
            () =>
            {
                SynchronizationContext.SetSynchronizationContext(new BlockedContext());
                try
                {
                    return Blocks.ReadText(body);
                }
                finally
                {
                    SynchronizationContext.SetSynchronizationContext(null);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        text.ShouldBe("done");
    }

    private sealed class BlockedContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) =>
            throw new InvalidOperationException("Something was posted to the blocked thread.");
    }
}
