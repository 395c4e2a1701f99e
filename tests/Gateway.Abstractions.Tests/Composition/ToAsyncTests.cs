using Gateway.Fakes;

namespace Gateway.Composition;

public class ToAsyncTests
{
    [Fact]
    public async Task A_lifted_app_gets_the_same_arguments_and_answers_the_same()
    {
        Environ? seen = null;
        GatewayApp app = (environ, startResponse) =>
        {
            seen = environ;
            startResponse("201 Created", [("X-A", "1")]).Write("written "u8);
            return [Blocks.Of("a"), Blocks.Of("b")];
        };
        var request = Environ.ForRequest();

        var response = await RecordedResponse.RunAsync(app.ToAsync(), request);

        seen.ShouldBeSameAs(request);
        response.Status.ShouldBe("201 Created");
        response.Headers.ShouldBe([("X-A", "1")]);
        response.Text.ShouldBe("written ab");
    }

    [Fact]
    public async Task A_body_of_ours_stays_itself_so_that_a_host_knows_it()
    {
        foreach (var body in new[] { Body.Text("x"), Body.Empty, Body.Stream(new MemoryStream()), Body.Write((_, _) => Task.CompletedTask),
            new WebSocketHandshake([]).Accept((_, _) => Task.CompletedTask) })
            (await LiftAsync(body)).ShouldBeSameAs(body);
    }

    [Fact]
    public async Task A_body_wholly_in_memory_keeps_its_count()
    {
        var lifted = await LiftAsync(new[] { Blocks.Of("a"), Blocks.Of("b") });

        lifted.ShouldBeAssignableTo<IReadOnlyCollection<ReadOnlyMemory<byte>>>()!.Count.ShouldBe(2);
        (await Blocks.ReadTextAsync(lifted)).ShouldBe("ab");
    }

    [Fact]
    public async Task A_body_that_is_produced_has_no_count() =>
        (await LiftAsync(new TrackedBody("a"))).ShouldNotBeAssignableTo<IReadOnlyCollection<ReadOnlyMemory<byte>>>();

    [Fact]
    public async Task A_lifted_body_can_still_be_enumerated_synchronously()
    {
        var body = new TrackedBody("a", "b");

        var lifted = (await LiftAsync(body)).ShouldBeAssignableTo<IEnumerable<ReadOnlyMemory<byte>>>()!;

        Blocks.ReadText(lifted).ShouldBe("ab");
        body.Enumerations.ShouldBe(1);
    }

    [Fact]
    public async Task A_lifted_body_is_closed_once()
    {
        var body = new TrackedBody("a", "b");
        var lifted = await LiftAsync(body);

        await Blocks.ReadAsync(lifted);
        (body.EnumeratorsClosed, body.TimesClosed).ShouldBe((1, 0));

        await Blocks.CloseAsync(lifted);
        (body.EnumeratorsClosed, body.TimesClosed).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_lifted_body_is_closed_even_if_it_was_never_enumerated()
    {
        var (body, own) = (new TrackedBody("a"), new SelfEnumeratingBody("a"));

        await Blocks.CloseAsync(await LiftAsync(body));
        await Blocks.CloseAsync(await LiftAsync(own));

        (body.Enumerations, body.TimesClosed).ShouldBe((0, 1));
        own.TimesClosed.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_is_its_own_enumerator_is_closed_once()
    {
        var (one, other) = (new SelfEnumeratingBody("a", "b"), new SelfEnumeratingBody("a", "b"));

        var lifted = await LiftAsync(one);
        (await Blocks.ReadTextAsync(lifted)).ShouldBe("ab");
        await Blocks.CloseAsync(lifted);
        one.TimesClosed.ShouldBe(1);

        lifted = await LiftAsync(other);
        Blocks.ReadText((IEnumerable<ReadOnlyMemory<byte>>)lifted).ShouldBe("ab");
        await Blocks.CloseAsync(lifted);
        other.TimesClosed.ShouldBe(1);
    }

    [Fact]
    public async Task A_lifted_body_yields_a_block_only_when_it_is_asked_for()
    {
        var produced = 0;
        IEnumerable<ReadOnlyMemory<byte>> Produce()
        {
            while (true)
            {
                produced++;
                yield return Blocks.Of("x");
            }
        }

        await using var blocks = (await LiftAsync(Produce())).GetAsyncEnumerator();
        produced.ShouldBe(0);
        await blocks.MoveNextAsync();
        produced.ShouldBe(1);
    }

    [Fact]
    public async Task Null_stays_null_for_the_host_to_report() => (await LiftAsync(null!)).ShouldBeNull();

    [Fact]
    public async Task An_async_iterator_becomes_an_app_that_returns_the_iterator_itself()
    {
        IAsyncEnumerable<ReadOnlyMemory<byte>>? iterator = null;
        AsyncIteratorApp app = (environ, startResponse) => iterator = Countdown(startResponse);

        (await app.ToAsync()(Environ.ForRequest(), new RecordedResponse().Start)).ShouldBeSameAs(iterator);
        (await RecordedResponse.RunAsync(app.ToAsync(), Environ.ForRequest())).Text.ShouldBe("321");
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Countdown(StartResponse startResponse)
    {
        startResponse("200 OK", []);
        for (var number = 3; number > 0; number--)
        {
            await Task.Yield();
            yield return Blocks.Of($"{number}");
        }
    }

    private static async Task<IAsyncEnumerable<ReadOnlyMemory<byte>>> LiftAsync(IEnumerable<ReadOnlyMemory<byte>> body)
    {
        GatewayApp app = (_, _) => body;
        return await app.ToAsync()(Environ.ForRequest(), new RecordedResponse().Start);
    }
}
