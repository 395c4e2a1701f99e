using System.Buffers;
using System.Net.WebSockets;
using Gateway.Fakes;

namespace Gateway.Linting;

/// <summary>Clean apps of every kind of body pass, and a host still sees what it is given.</summary>
public class BodyTypeTests
{
    private readonly Environ _environ = Environ.ForRequest();

    [Fact]
    public async Task Memory_goes_through_as_it_is()
    {
        var body = Body.Text("abc");

        Call(body).ShouldBeSameAs(body);
        (await CallAsync(body)).ShouldBeSameAs(body);
        Call(Body.Empty).ShouldBeSameAs(Body.Empty);
        NothingWasSaid();
    }

    [Fact]
    public async Task So_does_a_file()
    {
        var body = Body.File(typeof(BodyTypeTests).Assembly.Location, 10, 20);

        Call(body).ShouldBeSameAs(body);
        (await CallAsync(body)).ShouldBeSameAs(body);
        Call(body, ("Content-Length", "20")).ShouldBeSameAs(body);
        NothingWasSaid();
    }

    [Fact]
    public async Task A_stream_stays_one_of_the_same_length()
    {
        using var stream = new TrackedStream([1, 2, 3, 4]);
        stream.Position = 1;
        var body = Call(Body.Stream(stream, 2), ("Content-Length", "3")).ShouldBeOfType<StreamBody>();

        body.BlockSize.ShouldBe(2);
        body.Length.ShouldBe(3);
        body.Source.CanSeek.ShouldBeTrue();
        Blocks.Read(body).ShouldBe([[2, 3], [4]]);
        body.Dispose();
        stream.TimesClosed.ShouldBe(1);

        await using var other = new TrackedStream([1, 2, 3, 4], isSeekable: false);
        body = (await CallAsync(Body.Stream(other, 3))).ShouldBeOfType<StreamBody>();
        body.Length.ShouldBeNull();
        (await Blocks.ReadAsync(body)).ShouldBe([[1, 2, 3], [4]]);
        await body.DisposeAsync();
        other.TimesClosed.ShouldBe(1);
        NothingWasSaid();
    }

    [Fact]
    public async Task A_pushed_body_stays_one()
    {
        var body = (await CallAsync(Body.Write(async (writer, token) =>
        {
            writer.Write("ab"u8);
            await writer.FlushAsync(token);
            Blocks.Of("c").Span.CopyTo(writer.GetSpan(1));
            writer.Advance(1);
            await writer.WriteAsync(Blocks.Of("d"), token);
            await writer.CompleteAsync();
        }))).ShouldBeOfType<WriterBody>();

        (await Blocks.ReadTextAsync(body)).ShouldBe("abcd");
        NothingWasSaid();
    }

    [Fact]
    public async Task It_may_start_its_response_itself()
    {
        var app = Lint.Check((AsyncGatewayApp)((_, start) => new(Body.Write(async (writer, token) =>
        {
            start("200 OK", [.. LintHost.Text, ("Content-Length", "1")]);
            await writer.WriteAsync(new byte[1], token);
        }))));

        (await LintHost.ServeAsync(app, _environ)).Text.ShouldBe("\0");
        NothingWasSaid();
    }

    [Fact]
    public async Task It_may_stop_when_nobody_reads_any_more()
    {
        var body = (WriterBody)Call(
            Body.Write(async (writer, token) => (await writer.WriteAsync(new byte[1], token)).IsCompleted.ShouldBeTrue()),
            ("Content-Length", "2"));
        var pipe = new System.IO.Pipelines.Pipe();
        await pipe.Reader.CompleteAsync();

        await body.Writer(pipe.Writer, default);
    }

    [Fact]
    public async Task A_WebSocket_stays_one()
    {
        using var socket = WebSocket.CreateFromStream(
            new MemoryStream(), new WebSocketCreationOptions { IsServer = true, SubProtocol = "a" });
        _environ.WebSocket = new WebSocketHandshake(["a"]);
        WebSocket? handled = null;
        var app = Lint.Check((GatewayApp)((environ, _) => environ.WebSocket!.Accept(
            (accepted, _) =>
            {
                handled = accepted;
                return Task.CompletedTask;
            },
            "a")));

        var body = app(_environ, new RecordedResponse().Start).ShouldBeOfType<WebSocketBody>();
        body.SubProtocol.ShouldBe("a");
        await body.Handler(socket, default);
        handled.ShouldBeSameAs(socket);
        NothingWasSaid();
    }

    [Fact]
    public async Task A_collection_keeps_its_count()
    {
        var body = Call([Blocks.Of("a"), Blocks.Of("b")]);
        body.ShouldBeAssignableTo<IReadOnlyCollection<ReadOnlyMemory<byte>>>()!.Count.ShouldBe(2);
        body.ShouldNotBeAssignableTo<IAsyncEnumerable<ReadOnlyMemory<byte>>>();
        Blocks.ReadText(body).ShouldBe("ab");

        var lifted = await Lint.Check(App([Blocks.Of("a")]).ToAsync())(_environ, new RecordedResponse().Start);
        lifted.ShouldBeAssignableTo<IReadOnlyCollection<ReadOnlyMemory<byte>>>()!.Count.ShouldBe(1);
        (await Blocks.ReadTextAsync(lifted)).ShouldBe("a");
        NothingWasSaid();
    }

    [Fact]
    public async Task Other_bodies_keep_their_shapes()
    {
        var plain = Call(new TrackedBody("a"));
        plain.ShouldNotBeAssignableTo<IReadOnlyCollection<ReadOnlyMemory<byte>>>();
        plain.ShouldNotBeAssignableTo<IAsyncEnumerable<ReadOnlyMemory<byte>>>();
        Blocks.ReadText(plain).ShouldBe("a");

        var asynchronous = await CallAsync(new TrackedAsyncBody("a"));
        asynchronous.ShouldNotBeAssignableTo<IEnumerable<ReadOnlyMemory<byte>>>();
        (await Blocks.ReadTextAsync(asynchronous)).ShouldBe("a");

        var lifted = await Lint.Check(App(new TrackedBody("a")).ToAsync())(_environ, new RecordedResponse().Start);
        Blocks.ReadText(lifted.ShouldBeAssignableTo<IEnumerable<ReadOnlyMemory<byte>>>()!).ShouldBe("a");

        var both = Lint.Check(App(new Both()))(_environ, new RecordedResponse().Start);
        (await Blocks.ReadTextAsync(both.ShouldBeAssignableTo<IAsyncEnumerable<ReadOnlyMemory<byte>>>()!)).ShouldBe("a");
        NothingWasSaid();
    }

    [Fact]
    public async Task A_body_that_is_its_own_enumerator_is_closed_once()
    {
        var body = new SelfEnumeratingBody("a");

        LintHost.Serve(Lint.Check(App(body))).Text.ShouldBe("a");

        body.TimesClosed.ShouldBe(1);
        await LintHost.ServeAsync(Lint.Check((AsyncGatewayApp)((environ, start) => new(Iterator(environ, start)))));
    }

    [Fact]
    public async Task An_asynchronous_body_can_be_closed_either_way()
    {
        var body = new TrackedAsyncBody("a");

        ((IDisposable)await CallAsync(body)).Dispose();

        body.TimesClosed.ShouldBe(1);
    }

    [Theory]
    [InlineData("HEAD", "200 OK")]
    [InlineData("GET", "304 Not Modified")]
    public async Task Where_no_body_is_sent_a_length_may_be_told(string method, string status)
    {
        foreach (var isAsync in new[] { false, true })
        {
            foreach (var body in new IEnumerable<ReadOnlyMemory<byte>>[]
                { Body.Empty, Array.Empty<ReadOnlyMemory<byte>>(), Body.Write((_, _) => Task.CompletedTask) })
            {
                var environ = Environ.ForRequest(method);
                await LintHost.RunAsync(
                    (_, start) =>
                    {
                        start(status, [("Content-Length", "100")]);
                        return body;
                    },
                    isAsync,
                    environ);
                LintHost.ErrorsOf(environ).ShouldBe("");
            }
        }
    }

    [Fact]
    public void A_host_may_stop_early()
    {
        var inner = new TrackedBody("a", "b");
        var body = Call(inner, ("Content-Length", "2"));
        using (var blocks = body.GetEnumerator())
            blocks.MoveNext();

        ((IDisposable)body).Dispose();

        inner.TimesClosed.ShouldBe(1);
        NothingWasSaid();
    }

    [Fact]
    public void Write_and_body_make_the_length_together()
    {
        var response = LintHost.Serve(
            Lint.Check((GatewayApp)((_, start) =>
            {
                start("200 OK", [.. LintHost.Text, ("Content-Length", "3")]).Write("ab"u8);
                return Body.Text("c");
            })),
            _environ);

        response.Text.ShouldBe("abc");
        NothingWasSaid();
    }

    private static GatewayApp App(IEnumerable<ReadOnlyMemory<byte>> body, params (string, string)[] headers) => (_, start) =>
    {
        start("200 OK", [.. LintHost.Text, .. headers]);
        return body;
    };

    private IEnumerable<ReadOnlyMemory<byte>> Call(IEnumerable<ReadOnlyMemory<byte>> body, params (string, string)[] headers) =>
        Lint.Check(App(body, headers))(_environ, new RecordedResponse().Start);

    private ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body) =>
        Lint.Check((AsyncGatewayApp)((_, start) =>
        {
            start("200 OK", LintHost.Text);
            return new(body);
        }))(_environ, new RecordedResponse().Start);

    private void NothingWasSaid() => LintHost.ErrorsOf(_environ).ShouldBe("");

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Iterator(Environ environ, StartResponse start)
    {
        await Task.Yield();
        start("200 OK", LintHost.Text);
        yield return Blocks.Of("a");
    }

    private sealed class Both : IEnumerable<ReadOnlyMemory<byte>>, IAsyncEnumerable<ReadOnlyMemory<byte>>
    {
        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => new SelfEnumeratingBody("a");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            new TrackedAsyncBody("a").GetAsyncEnumerator(cancellationToken);
    }
}
