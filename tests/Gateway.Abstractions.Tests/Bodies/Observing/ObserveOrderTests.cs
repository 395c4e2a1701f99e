using Gateway.Fakes;

namespace Gateway.Bodies.Observing;

/// <summary>Closing an observed body, and failures of the observer itself.</summary>
public class ObserveOrderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_enumerator_is_closed_before_the_body_even_if_the_host_forgets_it(bool isAsync)
    {
        var (synchronous, asynchronous) = (new TrackedBody("a", "b"), new TrackedAsyncBody("a", "b"));
        var body = isAsync ? (object)Body.Observe(asynchronous, new ObserverLog()) : Body.Observe(synchronous, new ObserverLog());
        if (body is IAsyncEnumerable<ReadOnlyMemory<byte>> blocks)
            await blocks.GetAsyncEnumerator().MoveNextAsync();
        else
            ((IEnumerable<ReadOnlyMemory<byte>>)body).GetEnumerator().MoveNext();

        await ObservableBodies.CloseAsync(body, isAsync);

        (synchronous.EnumeratorsClosed, synchronous.TimesClosed).ShouldBe(isAsync ? (0, 0) : (1, 1));
        (asynchronous.EnumeratorsClosed, asynchronous.TimesClosed).ShouldBe(isAsync ? (1, 1) : (0, 0));
    }

    [Fact]
    public void A_body_that_is_its_own_enumerator_is_closed_once()
    {
        var body = new SelfEnumeratingBody("a");
        var observed = Body.Observe(body, new ObserverLog());

        Blocks.ReadText(observed).ShouldBe("a");
        ((IDisposable)observed).Dispose();

        body.TimesClosed.ShouldBe(1);
    }

    [Fact]
    public async Task An_asynchronous_body_can_be_closed_synchronously()
    {
        var body = new TrackedAsyncBody("a");
        var log = new ObserverLog();
        var observed = Body.Observe(body, log);
        await observed.GetAsyncEnumerator().MoveNextAsync();

        ((IDisposable)observed).Dispose();

        (body.EnumeratorsClosed, body.TimesClosed).ShouldBe((1, 1));
        log.Entries.ShouldBe(["a", "close"]);
    }

    [Fact]
    public async Task A_body_that_fails_to_close_is_told_before_the_close()
    {
        var log = new ObserverLog();
        var observed = Body.Observe(new TrackedAsyncBody { OnClose = () => throw new InvalidOperationException("closing") }, log);

        await Should.ThrowAsync<InvalidOperationException>(() => Blocks.CloseAsync(observed));

        log.Entries.ShouldBe(["failure closing", "close"]);
    }

    [Theory]
    [InlineData("a", false)]
    [InlineData("a", true)]
    [InlineData("end", false)]
    [InlineData("end", true)]
    public async Task A_failure_of_the_observer_ends_the_response_and_the_body_is_closed(string failsAt, bool isAsync)
    {
        var (synchronous, asynchronous) = (new TrackedBody("a"), new TrackedAsyncBody("a"));
        var log = new ObserverLog { FailsAt = failsAt };
        var body = isAsync ? (object)Body.Observe(asynchronous, log) : Body.Observe(synchronous, log);

        (await Should.ThrowAsync<InvalidOperationException>(() => ObservableBodies.ServeAsync(body, isAsync))).Message.ShouldBe("observer");

        log.Entries[^2..].ShouldBe(["failure observer", "close"]);
        (synchronous.EnumeratorsClosed + asynchronous.EnumeratorsClosed, synchronous.TimesClosed + asynchronous.TimesClosed)
            .ShouldBe((1, 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_of_the_observer_at_the_close_comes_after_the_body_is_closed(bool isAsync)
    {
        var (synchronous, asynchronous) = (new TrackedBody("a"), new TrackedAsyncBody("a"));
        var log = new ObserverLog { FailsAt = "close" };
        var body = isAsync ? (object)Body.Observe(asynchronous, log) : Body.Observe(synchronous, log);

        await Should.ThrowAsync<InvalidOperationException>(() => ObservableBodies.ServeAsync(body, isAsync));

        (synchronous.TimesClosed + asynchronous.TimesClosed).ShouldBe(1);
    }

    [Fact]
    public void A_failure_of_the_observer_before_a_file_is_sent_is_told_to_it()
    {
        var log = new ObserverLog { FailsAt = "2 bytes" };
        var body = (FileBody)Body.Observe(Body.File(TestFile.OfTwoLetters), log);

        Should.Throw<InvalidOperationException>(body.Sending);
        body.Dispose();

        log.Entries.ShouldBe(["2 bytes", "failure observer", "close"]);
    }
}
