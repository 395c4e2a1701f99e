using Gateway.Fakes;

namespace Gateway.Bodies.Observing;

/// <summary>A body that fails before its first byte can be replaced.</summary>
public class ObserveReplaceTests
{
    [Theory]
    [InlineData(ObservableKind.Writer, false)]
    [InlineData(ObservableKind.Writer, true)]
    [InlineData(ObservableKind.Iterator, false)]
    [InlineData(ObservableKind.AsyncIterator, true)]
    [InlineData(ObservableKind.Lifted, false)]
    [InlineData(ObservableKind.Lifted, true)]
    [InlineData(ObservableKind.Stream, false)]
    [InlineData(ObservableKind.Stream, true)]
    public async Task Another_body_goes_on_in_the_place_of_one_that_failed_before_its_first_byte(ObservableKind kind, bool isAsync)
    {
        using var page = new TrackedStream([.. "page"u8]);
        var log = new ObserverLog { Replacement = Body.Stream(page) };
        var body = ObservableBodies.Observe(Failing(kind), log);

        (await ObservableBodies.ServeAsync(body, isAsync)).ShouldBe("page");

        log.Entries.ShouldBe(["replaces body", "page", "end", "close"]);
        page.TimesClosed.ShouldBe(1);
    }

    [Fact]
    public async Task The_writer_of_the_host_gets_the_other_body()
    {
        var log = new ObserverLog { Replacement = Body.Text("page") };
        var body = (WriterBody)ObservableBodies.Observe(Failing(ObservableKind.Writer), log);
        var output = new MemoryStream();

        await body.Writer(System.IO.Pipelines.PipeWriter.Create(output), default);
        await body.DisposeAsync();

        Blocks.Utf8(output.ToArray()).ShouldBe("page");
        log.Entries.ShouldBe(["replaces body", "page", "end", "close"]);
    }

    [Theory]
    [InlineData(ObservableKind.Writer, true)]
    [InlineData(ObservableKind.Iterator, false)]
    [InlineData(ObservableKind.AsyncIterator, true)]
    public async Task A_body_that_has_given_bytes_is_not_replaced(ObservableKind kind, bool isAsync)
    {
        var log = new ObserverLog { Replacement = Body.Text("page") };
        var body = ObservableBodies.Observe(ObservableBodies.Make(kind, fails: true), log);

        await Should.ThrowAsync<InvalidOperationException>(() => ObservableBodies.ServeAsync(body, isAsync));

        log.Entries.ShouldBe(["a", "b", "failure body", "close"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_replacement_that_fails_is_not_replaced_again(bool isAsync)
    {
        var log = new ObserverLog { Replacement = Body.Write((_, _) => throw new InvalidOperationException("again")) };
        var body = ObservableBodies.Observe(Failing(ObservableKind.Lifted), log);

        (await Should.ThrowAsync<InvalidOperationException>(() => ObservableBodies.ServeAsync(body, isAsync))).Message.ShouldBe("again");

        log.Entries.ShouldBe(["replaces body", "failure again", "close"]);
    }

    [Fact]
    public void A_body_that_cannot_even_be_opened_is_replaced()
    {
        var log = new ObserverLog { Replacement = Body.Text("page") };
        var body = Body.Observe(new Unopenable(), log);

        Blocks.ReadText(body).ShouldBe("page");

        log.Entries.ShouldBe(["replaces body", "page", "end"]);
    }

    private static object Failing(ObservableKind kind) => kind switch
    {
        ObservableKind.Writer => Body.Write((_, _) => throw new InvalidOperationException("body")),
        ObservableKind.Stream => Body.Stream(new FailingStream("")),
        ObservableKind.AsyncIterator => ObservableBodies.IterateAsync("!"),
        ObservableKind.Iterator => ObservableBodies.Iterate("!"),
        _ => ((GatewayApp)((_, _) => ObservableBodies.Iterate("!"))).ToAsync()(Environ.ForRequest(), new RecordedResponse().Start).AsTask()
            .GetAwaiter().GetResult(),
    };

    private sealed class Unopenable : IEnumerable<ReadOnlyMemory<byte>>
    {
        public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator() => throw new InvalidOperationException("body");

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
