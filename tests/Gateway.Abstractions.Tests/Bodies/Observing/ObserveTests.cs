using Gateway.Fakes;

namespace Gateway.Bodies.Observing;

/// <summary>The calls an observer gets, for every kind of body in every shape that it has.</summary>
public class ObserveTests
{
    public static TheoryData<ObservableKind, bool> KindsAndShapes => ObservableBodies.KindsAndShapes(Enum.GetValues<ObservableKind>());

    public static TheoryData<ObservableKind, bool> FallibleKindsAndShapes => ObservableBodies.KindsAndShapes(ObservableBodies.Fallible);

    [Theory, MemberData(nameof(KindsAndShapes))]
    public async Task A_whole_body_is_told_block_by_block_then_its_end_and_its_close(ObservableKind kind, bool isAsync)
    {
        var log = new ObserverLog();

        (await ObservableBodies.ServeAsync(Observed(kind, log), isAsync)).ShouldBe("ab");

        log.Entries.ShouldBe(kind is ObservableKind.Memory or ObservableKind.File ? ["ab", "end", "close"] : ["a", "b", "end", "close"]);
    }

    [Theory, MemberData(nameof(KindsAndShapes))]
    public async Task A_body_that_is_left_early_is_told_what_was_given_and_its_close(ObservableKind kind, bool isAsync)
    {
        var log = new ObserverLog();

        await ObservableBodies.ServeAsync(Observed(kind, log), isAsync, most: 1);

        log.Entries[0].ShouldStartWith("a");
        log.Entries.Count(entry => entry == "close").ShouldBe(1);
        log.Entries[^1].ShouldBe("close");
        if (kind != ObservableKind.Writer) // Its callback runs ahead of the reader.
            log.Entries.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(KindsAndShapes))]
    public async Task A_body_that_is_never_enumerated_is_told_its_close_only(ObservableKind kind, bool isAsync)
    {
        var log = new ObserverLog();

        await ObservableBodies.CloseAsync(Observed(kind, log), isAsync);

        log.Entries.ShouldBe(["close"]);
    }

    [Theory, MemberData(nameof(FallibleKindsAndShapes))]
    public async Task A_body_that_fails_is_told_the_failure_and_its_close(ObservableKind kind, bool isAsync)
    {
        var log = new ObserverLog();
        var body = ObservableBodies.Observe(ObservableBodies.Make(kind, fails: true), log);

        (await Should.ThrowAsync<InvalidOperationException>(() => ObservableBodies.ServeAsync(body, isAsync))).Message.ShouldBe("body");

        log.Entries.ShouldBe(["a", "b", "failure body", "close"]);
    }

    [Theory, MemberData(nameof(KindsAndShapes))]
    public async Task A_second_close_is_not_told(ObservableKind kind, bool isAsync)
    {
        var log = new ObserverLog();
        var body = Observed(kind, log);

        await ObservableBodies.ServeAsync(body, isAsync);
        await ObservableBodies.CloseAsync(body, isAsync);

        log.Entries.Count(entry => entry == "close").ShouldBe(1);
    }

    [Theory, MemberData(nameof(KindsAndShapes))]
    public async Task A_body_is_neither_read_twice_nor_after_its_close(ObservableKind kind, bool isAsync)
    {
        var body = Observed(kind, new ObserverLog());
        await ReadAsync(body, isAsync);
        (await Should.ThrowAsync<GatewayContractException>(() => ReadAsync(body, isAsync))).Message.ShouldContain("for the second time");

        var closed = Observed(kind, new ObserverLog());
        await ObservableBodies.CloseAsync(closed, isAsync);
        (await Should.ThrowAsync<GatewayContractException>(() => ReadAsync(closed, isAsync))).Message.ShouldContain("after it was closed");
    }

    [Theory, MemberData(nameof(KindsAndShapes))]
    public async Task Each_of_two_observers_is_told_everything(ObservableKind kind, bool isAsync)
    {
        var (inner, outer) = (new ObserverLog(), new ObserverLog());

        (await ObservableBodies.ServeAsync(ObservableBodies.Observe(Observed(kind, inner), outer), isAsync)).ShouldBe("ab");

        outer.Entries.ShouldBe(inner.Entries);
        outer.Entries[^2..].ShouldBe(["end", "close"]);
    }

    [Fact]
    public void Observing_calls_nothing_and_refuses_null()
    {
        var body = new TrackedBody("a");
        var log = new ObserverLog();

        Body.Observe(body, log);

        (body.Enumerations, body.TimesClosed, log.Entries.Count).ShouldBe((0, 0, 0));
        Should.Throw<ArgumentNullException>(() => Body.Observe((Body)null!, log));
        Should.Throw<ArgumentNullException>(() => Body.Observe((IEnumerable<ReadOnlyMemory<byte>>)null!, log));
        Should.Throw<ArgumentNullException>(() => Body.Observe((IAsyncEnumerable<ReadOnlyMemory<byte>>)null!, log));
        Should.Throw<ArgumentNullException>(() => Body.Observe(Body.Empty, null!)).ParamName.ShouldBe("observer");
    }

    private static object Observed(ObservableKind kind, BodyObserver observer) =>
        ObservableBodies.Observe(ObservableBodies.Make(kind), observer);

    private static async Task ReadAsync(object body, bool isAsync)
    {
        if (isAsync)
            await Blocks.ReadAsync((IAsyncEnumerable<ReadOnlyMemory<byte>>)body);
        else
            Blocks.Read((IEnumerable<ReadOnlyMemory<byte>>)body);
    }
}
