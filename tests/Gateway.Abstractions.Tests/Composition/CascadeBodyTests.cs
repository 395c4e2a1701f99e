using Gateway.Fakes;

namespace Gateway.Composition;

/// <summary>Bodies in a cascade: an app may start its response as late as its first block, and every body is closed once.</summary>
public class CascadeBodyTests
{
    private readonly RecordedResponse _response = new();

    private ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CallAsync(AsyncGatewayApp app) =>
        new GatewayPipeline().Cascade(app).Run(Apps.Answer("200 OK", "rest")).Build()(Environ.ForRequest(), _response.Start);

    /// <summary>An app whose body calls start_response when its first block is asked for.</summary>
    private static AsyncGatewayApp Lazy(string status, Func<Action, TrackedAsyncBody> makeBody, out Func<TrackedAsyncBody> body)
    {
        TrackedAsyncBody? made = null;
        body = () => made!;
        return (_, startResponse) => new(made = makeBody(() => startResponse(status, [])));
    }

    [Fact]
    public async Task A_body_that_is_passed_over_is_closed_once_and_not_enumerated()
    {
        var body = new TrackedAsyncBody("unheard");

        await Blocks.CloseAsync(await CallAsync(Apps.Return("404 Not Found", body)));

        (body.Enumerations, body.TimesClosed).ShouldBe((0, 1));
    }

    [Fact]
    public async Task A_synchronous_body_that_is_passed_over_is_closed_once()
    {
        var body = new TrackedBody("unheard");
        GatewayApp app = (_, startResponse) =>
        {
            startResponse("404 Not Found", []);
            return body;
        };

        await Blocks.CloseAsync(await CallAsync(app.ToAsync()));

        (body.Enumerations, body.TimesClosed).ShouldBe((0, 1));
    }

    [Fact]
    public async Task The_body_is_closed_before_the_next_app_is_asked()
    {
        var body = new TrackedAsyncBody("unheard");
        var closedBefore = 0;
        AsyncGatewayApp next = (_, startResponse) =>
        {
            closedBefore = body.TimesClosed;
            startResponse("200 OK", []);
            return new(Body.Empty);
        };

        await new GatewayPipeline().Cascade(Apps.Return("404 Not Found", body), next).Build()(Environ.ForRequest(), _response.Start);

        closedBefore.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_starts_late_and_is_passed_over_is_closed_once()
    {
        var app = Lazy("404 Not Found", start => new TrackedAsyncBody("un", "heard") { OnFirstBlock = start }, out var body);

        (await Blocks.ReadTextAsync(await CallAsync(app))).ShouldBe("rest");

        (body().Enumerations, body().BlocksAskedFor, body().EnumeratorsClosed, body().TimesClosed).ShouldBe((1, 1, 1, 1));
        _response.Calls.ShouldHaveSingleItem().Status.ShouldBe("200 OK");
    }

    [Fact]
    public async Task A_body_that_starts_late_and_is_heard_comes_whole_and_is_closed_once()
    {
        var app = Lazy("201 Created", start => new TrackedAsyncBody("", "a", "", "b") { OnFirstBlock = start }, out var body);

        var heard = await CallAsync(app);
        body().BlocksAskedFor.ShouldBe(2);
        (await Blocks.ReadTextAsync(heard)).ShouldBe("ab");
        await Blocks.CloseAsync(heard);

        (body().Enumerations, body().BlocksAskedFor, body().EnumeratorsClosed, body().TimesClosed).ShouldBe((1, 4, 1, 1));
        _response.Status.ShouldBe("201 Created");
    }

    [Fact]
    public async Task A_body_that_starts_late_and_is_heard_but_not_read_is_closed_once()
    {
        var app = Lazy("201 Created", start => new TrackedAsyncBody("a", "b") { OnFirstBlock = start }, out var body);

        await Blocks.CloseAsync(await CallAsync(app));

        (body().Enumerations, body().EnumeratorsClosed, body().TimesClosed).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task A_body_that_starts_late_and_is_empty_is_heard()
    {
        var app = Lazy("204 No Content", start => new TrackedAsyncBody { OnFirstBlock = start }, out var body);

        var heard = await CallAsync(app);
        (await Blocks.ReadAsync(heard)).ShouldBeEmpty();
        await Blocks.CloseAsync(heard);

        _response.Status.ShouldBe("204 No Content");
        body().TimesClosed.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_never_starts_is_left_to_the_server_to_report()
    {
        var body = new TrackedAsyncBody("a", "b");

        var heard = await CallAsync(Apps.Return(null, body));
        (await Blocks.ReadTextAsync(heard)).ShouldBe("ab");
        await Blocks.CloseAsync(heard);

        _response.Calls.ShouldBeEmpty();
        (body.Enumerations, body.TimesClosed).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_body_that_fails_before_its_first_block_is_closed_once()
    {
        var body = new TrackedAsyncBody("a") { OnFirstBlock = () => throw new InvalidDataException("broken") };

        await Should.ThrowAsync<InvalidDataException>(async () => await CallAsync(Apps.Return(null, body)));

        (body.EnumeratorsClosed, body.TimesClosed).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_failure_when_closing_does_not_take_the_place_of_the_first()
    {
        var body = new TrackedAsyncBody("a")
        {
            OnFirstBlock = () => throw new InvalidDataException("broken"),
            OnClose = () => throw new InvalidOperationException("cannot close"),
        };

        await Should.ThrowAsync<InvalidDataException>(async () => await CallAsync(Apps.Return(null, body)));

        body.TimesClosed.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_is_its_own_enumerator_is_closed_once()
    {
        var body = new SelfEnumeratingBody("a", "b");
        GatewayApp app = (_, _) => body;

        var heard = await CallAsync(app.ToAsync());
        (await Blocks.ReadTextAsync(heard)).ShouldBe("ab");
        await Blocks.CloseAsync(heard);

        body.TimesClosed.ShouldBe(1);
    }

    [Fact]
    public async Task An_iterator_runs_its_finally_once()
    {
        var ended = 0;
        async IAsyncEnumerable<ReadOnlyMemory<byte>> Iterate(Environ environ, StartResponse startResponse)
        {
            try
            {
                await Task.Yield();
                startResponse("404 Not Found", []);
                yield return Blocks.Of("unheard");
            }
            finally
            {
                ended++;
            }
        }

        (await Blocks.ReadTextAsync(await CallAsync(new AsyncIteratorApp(Iterate).ToAsync()))).ShouldBe("rest");

        ended.ShouldBe(1);
    }
}
