using System.Net.WebSockets;
using Gateway.Fakes;

namespace Gateway.Linting;

/// <summary>One deliberately wrong host for each rule, in both shapes.</summary>
public class HostRuleTests
{
    private readonly Environ _environ = Environ.ForRequest();

    // A host of its own for each call.
    private static StartResponse Start => new RecordedResponse().Start;

    [Fact]
    public async Task Environ_and_start_response_are_given()
    {
        LintHost.ShouldBreak("call-arguments", LintSide.Host, () => Lint.Check(App(Body.Empty))(null!, Start));
        LintHost.ShouldBreak("call-arguments", LintSide.Host, () => Lint.Check(App(Body.Empty))(_environ, null!))
            .Message.ShouldStartWith("The host ");
        await LintHost.ShouldBreakAsync(
            "call-arguments", LintSide.Host, async () => await Lint.Check(App(Body.Empty).ToAsync())(null!, Start));
    }

    [Fact]
    public async Task start_response_gives_write()
    {
        LintHost.ShouldBreak("write-given", LintSide.Host, () => Lint.Check(App(Body.Empty))(_environ, (_, _, _) => null!));
        await LintHost.ShouldBreakAsync(
            "write-given", LintSide.Host, async () => await Lint.Check(App(Body.Empty).ToAsync())(_environ, (_, _, _) => null!));
    }

    [Fact]
    public void An_exception_before_anything_was_sent_is_not_thrown_again()
    {
        GatewayApp app = (_, start) =>
        {
            start("200 OK", []);
            start("500 Oops", [], new InvalidOperationException());
            return Body.Empty;
        };

        LintHost.ShouldBreak("exception-replaces", LintSide.Host,
            () => Lint.Check(app)(_environ, (_, _, exception) => exception is null ? new RecordedResponse() : throw exception));
    }

    [Fact]
    public void After_write_it_is()
    {
        var late = new InvalidOperationException();
        GatewayApp app = (_, start) =>
        {
            start("200 OK", []).Write(default);
            start("500 Oops", [], late);
            return Body.Empty;
        };

        Should.Throw<InvalidOperationException>(
            () => Lint.Check(app)(_environ, (_, _, exception) => exception is null ? new RecordedResponse() : throw exception))
            .ShouldBeSameAs(late);
    }

    [Fact]
    public async Task A_body_is_enumerated_once()
    {
        var body = Call(new TrackedBody("a"));
        using (body.GetEnumerator())
            LintHost.ShouldBreak("enumerated-once", LintSide.Host, () => body.GetEnumerator());

        var asynchronous = await CallAsync(new TrackedAsyncBody("a"));
        await using (asynchronous.GetAsyncEnumerator())
            LintHost.ShouldBreak("enumerated-once", LintSide.Host, () => asynchronous.GetAsyncEnumerator());
    }

    [Fact]
    public async Task A_pushed_body_runs_once()
    {
        var body = (WriterBody)Call(Body.Write((_, _) => Task.CompletedTask));
        await Blocks.ReadAsync(body);

        await LintHost.ShouldBreakAsync("enumerated-once", LintSide.Host, () => Blocks.ReadAsync(body));
    }

    [Fact]
    public async Task Nothing_is_asked_of_a_closed_body()
    {
        var body = Call(new TrackedBody("a"));
        var blocks = body.GetEnumerator();
        ((IDisposable)blocks).Dispose();
        ((IDisposable)body).Dispose();
        LintHost.ShouldBreak("not-after-close", LintSide.Host, () => blocks.MoveNext());
        LintHost.ShouldBreak("not-after-close", LintSide.Host, () => body.GetEnumerator());

        var asynchronous = await CallAsync(new TrackedAsyncBody("a"));
        await Blocks.CloseAsync(asynchronous);
        LintHost.ShouldBreak("not-after-close", LintSide.Host, () => asynchronous.GetAsyncEnumerator());

        var stream = (StreamBody)Call(Body.Stream(new MemoryStream([1])));
        await stream.DisposeAsync();
        LintHost.ShouldBreak("not-after-close", LintSide.Host, () => stream.GetEnumerator());
    }

    [Fact]
    public async Task A_body_is_closed_once()
    {
        var body = Call(new TrackedBody("a"));
        ((IDisposable)body).Dispose();
        LintHost.ShouldBreak("body-closed-once", LintSide.Host, ((IDisposable)body).Dispose);
        LintHost.ErrorsOf(_environ).ShouldContain("The host broke the rule body-closed-once");

        var asynchronous = await CallAsync(new TrackedAsyncBody("a"));
        await Blocks.CloseAsync(asynchronous);
        await LintHost.ShouldBreakAsync("body-closed-once", LintSide.Host, () => Blocks.CloseAsync(asynchronous));

        var stream = (StreamBody)Call(Body.Stream(new MemoryStream([1])));
        stream.Dispose();
        LintHost.ShouldBreak("body-closed-once", LintSide.Host, stream.Dispose);
        await LintHost.ShouldBreakAsync("body-closed-once", LintSide.Host, async () => await stream.DisposeAsync());
    }

    [Fact]
    public async Task The_enumerator_is_disposed_before_the_body()
    {
        var inner = new TrackedBody("a");
        var body = Call(inner);
        body.GetEnumerator().MoveNext();
        LintHost.ShouldBreak("enumerator-closed", LintSide.Host, ((IDisposable)body).Dispose);
        inner.EnumeratorsClosed.ShouldBe(1);
        inner.TimesClosed.ShouldBe(1);

        var asynchronous = await CallAsync(new TrackedAsyncBody("a"));
        await asynchronous.GetAsyncEnumerator().MoveNextAsync();
        await LintHost.ShouldBreakAsync("enumerator-closed", LintSide.Host, () => Blocks.CloseAsync(asynchronous));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_never_closed_is_reported_at_the_end(bool isAsync)
    {
        object body = isAsync ? await CallAsync(new TrackedAsyncBody("a")) : Call(new TrackedBody("a"));

        var error = await LintHost.ShouldBreakAsync("body-closed", LintSide.Host, () => LintHost.FinishAsync(_environ), _environ);

        error.Message.ShouldContain($"body of {nameof(HostRuleTests)}.");
        GC.KeepAlive(body);
    }

    [Fact]
    public async Task So_is_a_stream() =>
        await LintHost.ShouldBreakAsync("body-closed", LintSide.Host, () =>
        {
            Call(Body.Stream(new MemoryStream([1])));
            return LintHost.FinishAsync(_environ);
        });

    [Fact]
    public void Without_a_call_at_the_end_the_garbage_collector_tells()
    {
        _environ.Remove(EnvironKeys.ResponseFinished);
        var errors = _environ.Errors;
        CallAndForget();

        for (var attempt = 0; attempt < 10 && errors.ToString()!.Length == 0; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        errors.ToString()!.ShouldContain("The host broke the rule body-closed: ");

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        void CallAndForget() => Call(new TrackedBody("a"));
    }

    [Fact]
    public async Task Blocks_are_asked_for_one_at_a_time()
    {
        var gate = new TaskCompletionSource();
        var blocks = (await CallAsync(Gated(gate.Task))).GetAsyncEnumerator();
        var first = blocks.MoveNextAsync();

        await LintHost.ShouldBreakAsync("one-step-at-a-time", LintSide.Host, async () => await blocks.MoveNextAsync());

        gate.SetResult();
        (await first).ShouldBeTrue();

        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Gated(Task gate)
        {
            await gate;
            yield return Blocks.Of("a");
        }
    }

    [Fact]
    public async Task Callbacks_of_the_end_get_what_belongs_to_the_request()
    {
        Call(Body.Empty);
        var callback = ((List<Func<Environ, string?, Exception?, ValueTask>>)_environ[EnvironKeys.ResponseFinished]!)[0];

        await LintHost.ShouldBreakAsync("finished-arguments", LintSide.Host, async () => await callback(Environ.ForRequest(), null, null));
        await LintHost.ShouldBreakAsync("finished-arguments", LintSide.Host, async () => await callback(_environ, "fine", null));
        await callback(_environ, "200 OK", null);
        await callback(_environ, null, null);
    }

    [Fact]
    public async Task A_WebSocket_is_handed_over_open_and_of_the_sub_protocol_selected()
    {
        using var closed = WebSocket.CreateFromStream(new MemoryStream(), new WebSocketCreationOptions { IsServer = true });
        closed.Abort();
        using var other = WebSocket.CreateFromStream(
            new MemoryStream(), new WebSocketCreationOptions { IsServer = true, SubProtocol = "b" });
        using var right = WebSocket.CreateFromStream(
            new MemoryStream(), new WebSocketCreationOptions { IsServer = true, SubProtocol = "a" });

        foreach (var socket in new[] { null!, closed, other })
            await LintHost.ShouldBreakAsync("websocket-open", LintSide.Host, () => Accepted().Handler(socket, default));

        var body = Accepted();
        await body.Handler(right, default);
        await LintHost.ShouldBreakAsync("enumerated-once", LintSide.Host, () => body.Handler(right, default));
    }

    [Fact]
    public void A_WebSocket_is_accepted_alone_and_as_the_client_asked()
    {
        _environ.WebSocket = new WebSocketHandshake(["a"]);

        LintHost.ShouldBreak("websocket-alone", LintSide.App, () => Lint.Check((GatewayApp)((environ, start) =>
        {
            start("200 OK", []);
            return environ.WebSocket!.Accept((_, _) => Task.CompletedTask);
        }))(_environ, Start));
        LintHost.ShouldBreak(
            "websocket-asked-for", LintSide.App, () => Call(new WebSocketHandshake(["b"]).Accept((_, _) => Task.CompletedTask, "b")));
    }

    private static WebSocketBody Accepted()
    {
        var environ = Environ.ForRequest();
        environ.WebSocket = new WebSocketHandshake(["a"]);
        return (WebSocketBody)Lint.Check((GatewayApp)((asked, _) => asked.WebSocket!.Accept((_, _) => Task.CompletedTask, "a")))(
            environ, Start);
    }

    private static GatewayApp App(IEnumerable<ReadOnlyMemory<byte>> body) => (_, start) =>
    {
        start("200 OK", LintHost.Text);
        return body;
    };

    private IEnumerable<ReadOnlyMemory<byte>> Call(IEnumerable<ReadOnlyMemory<byte>> body) => Lint.Check(App(body))(_environ, Start);

    private ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> body) =>
        Lint.Check((AsyncGatewayApp)((_, start) =>
        {
            start("200 OK", LintHost.Text);
            return new(body);
        }))(_environ, Start);
}
