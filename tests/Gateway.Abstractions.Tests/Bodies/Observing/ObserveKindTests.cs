using System.Net.WebSockets;
using Gateway.Fakes;

namespace Gateway.Bodies.Observing;

/// <summary>An observed body stays of its kind, with everything that a host reads from it.</summary>
public class ObserveKindTests
{
    private readonly ObserverLog _log = new();

    [Fact]
    public void A_memory_body_keeps_its_bytes_its_count_and_its_length()
    {
        var body = (MemoryBody)Body.Observe(Body.Text("abc"), _log);

        Blocks.Utf8(body.Memory.ToArray()).ShouldBe("abc");
        (body.Count, body.Length, body.IsObserved).ShouldBe((1, 3, true));
        ((MemoryBody)Body.Observe(Body.Empty, _log)).Count.ShouldBe(0);
        (Body.Empty.IsObserved, Body.Text("a").IsObserved).ShouldBe((false, false));
    }

    [Fact]
    public void A_file_body_keeps_its_part_of_the_file()
    {
        var file = (FileBody)Body.File(typeof(ObserveKindTests).Assembly.Location, 10, 20);

        var body = Body.Observe((Body)file, _log).ShouldBeOfType<FileBody>();

        (body.Path, body.Offset, body.Count, body.Length, body.IsObserved).ShouldBe((file.Path, 10, 20, 20, true));
    }

    [Fact]
    public void A_host_that_sends_a_file_tells_its_bytes_its_end_and_its_close()
    {
        var body = (FileBody)Body.Observe(Body.File(TestFile.OfTwoLetters), _log);

        body.Sending();
        body.Sent();
        body.Dispose();

        _log.Entries.ShouldBe(["2 bytes", "end", "close"]);
        Should.Throw<GatewayContractException>(body.Sending);
    }

    [Fact]
    public void A_host_that_fails_to_send_a_file_tells_the_failure()
    {
        var body = (FileBody)Body.Observe(Body.File(TestFile.OfTwoLetters), _log);

        body.Sending();
        body.Sent(new IOException("disk"));
        body.Dispose();

        _log.Entries.ShouldBe(["2 bytes", "failure disk", "close"]);
    }

    [Fact]
    public void A_part_of_a_file_without_bytes_is_told_its_end()
    {
        var body = (FileBody)Body.Observe(Body.File(TestFile.OfTwoLetters, 1, 0), _log);

        body.Sending();
        body.Sent();

        _log.Entries.ShouldBe(["end"]);
    }

    [Fact]
    public void Sending_a_file_that_nobody_observes_tells_nobody()
    {
        var body = (FileBody)Body.File(TestFile.OfTwoLetters);

        for (var time = 0; time < 2; time++)
        {
            body.Sending();
            body.Sent();
            body.Dispose();
        }

        Blocks.ReadText(body).ShouldBe("ab");
    }

    [Fact]
    public void A_stream_body_keeps_its_stream_and_closes_it_once()
    {
        using var stream = new TrackedStream([1, 2, 3]);
        var body = Body.Observe(Body.Stream(stream, 2), _log).ShouldBeOfType<StreamBody>();

        (body.BlockSize, body.Length).ShouldBe((2, 3));
        body.Source.ShouldBeSameAs(stream);
        Blocks.Read(body).ShouldBe([[1, 2], [3]]);
        body.Dispose();
        body.Dispose();
        stream.TimesClosed.ShouldBe(1);
    }

    [Fact]
    public async Task A_writer_body_tells_what_its_callback_writes_to_the_writer_of_the_host()
    {
        var body = Body.Observe(
            Body.Write(async (writer, token) =>
            {
                "ab"u8.CopyTo(writer.GetSpan(2));
                writer.Advance(1);
                writer.Advance(1);
                await writer.FlushAsync(token);
                Blocks.Of("c").CopyTo(writer.GetMemory(1));
                writer.Advance(1);
                await writer.WriteAsync(Blocks.Of("d"), token);
                await writer.CompleteAsync();
            }),
            _log).ShouldBeOfType<WriterBody>();
        var output = new MemoryStream();

        await body.Writer(System.IO.Pipelines.PipeWriter.Create(output), default);
        await body.DisposeAsync();

        Blocks.Utf8(output.ToArray()).ShouldBe("abcd");
        _log.Entries.ShouldBe(["a", "b", "c", "d", "end", "close"]);
    }

    [Fact]
    public async Task A_writer_body_whose_reader_has_left_is_told_no_end()
    {
        var body = (WriterBody)Body.Observe(Body.Write((writer, token) => writer.WriteAsync(Blocks.Of("a"), token).AsTask()), _log);
        var pipe = new System.IO.Pipelines.Pipe();
        await pipe.Reader.CompleteAsync();

        await body.Writer(pipe.Writer, default);
        await body.DisposeAsync();

        _log.Entries.ShouldBe(["a", "close"]);
    }

    [Theory]
    [InlineData(false, "end")]
    [InlineData(true, "failure socket")]
    public async Task A_WebSocket_body_tells_how_its_handler_ended(bool fails, string expected)
    {
        using var socket = WebSocket.CreateFromStream(new MemoryStream(), new WebSocketCreationOptions { IsServer = true });
        WebSocket? handled = null;
        var accepted = new WebSocketHandshake(["a"]).Accept(
            (given, _) =>
            {
                handled = given;
                return fails ? Task.FromException(new InvalidOperationException("socket")) : Task.CompletedTask;
            },
            "a");
        var body = Body.Observe(accepted, _log).ShouldBeOfType<WebSocketBody>();

        await Record.ExceptionAsync(() => body.Handler(socket, default));
        await body.DisposeAsync();

        body.SubProtocol.ShouldBe("a");
        handled.ShouldBeSameAs(socket);
        _log.Entries.ShouldBe([expected, "close"]);
    }

    [Fact]
    public void Other_bodies_keep_their_shapes_and_their_count()
    {
        var collection = Body.Observe([Blocks.Of("a"), Blocks.Of("b")], _log);
        collection.ShouldBeAssignableTo<IReadOnlyCollection<ReadOnlyMemory<byte>>>()!.Count.ShouldBe(2);
        collection.ShouldNotBeAssignableTo<IAsyncEnumerable<ReadOnlyMemory<byte>>>();

        var iterator = Body.Observe(ObservableBodies.Iterate("a"), _log);
        iterator.ShouldNotBeAssignableTo<IReadOnlyCollection<ReadOnlyMemory<byte>>>();
        iterator.ShouldNotBeAssignableTo<IAsyncEnumerable<ReadOnlyMemory<byte>>>();

        Body.Observe(ObservableBodies.IterateAsync("a"), _log).ShouldNotBeAssignableTo<IEnumerable<ReadOnlyMemory<byte>>>();

        var lifted = ObservableBodies.Observe(ObservableBodies.Make(ObservableKind.Lifted), _log);
        lifted.ShouldBeAssignableTo<IEnumerable<ReadOnlyMemory<byte>>>();
        lifted.ShouldBeAssignableTo<IAsyncEnumerable<ReadOnlyMemory<byte>>>();
    }
}
