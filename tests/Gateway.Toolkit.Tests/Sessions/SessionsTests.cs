using System.Text;

namespace Gateway.Toolkit.Tests;

public class SessionsTests : SessionsTest
{
    [Theory]
    [BothShapes(Kind.Cookie)]
    [BothShapes(Kind.Cache)]
    public async Task What_is_set_comes_back_with_the_next_request(Kind kind, Shape shape)
    {
        var client = Client(kind, shape);

        (await client.Get("/set?user=Ada%20L%C3%B6w&empty=")).Text.ShouldBe("empty= user=Ada Löw");
        (await client.Get("/show")).Text.ShouldBe("empty= user=Ada Löw");
        (await client.Get("/remove?user")).Text.ShouldBe("empty=");
        (await client.Get("/show")).Text.ShouldBe("empty=");
        (await Client(kind, shape).Get("/show")).Text.ShouldBe(""); // Another browser.
    }

    [Theory]
    [BothShapes(Kind.Cookie)]
    [BothShapes(Kind.Cache)]
    public async Task Where_nothing_is_asked_for_nothing_happens(Kind kind, Shape shape)
    {
        var client = Client(kind, shape);
        await client.Get("/set?a=1");
        var calls = _cache.Calls;

        var response = await client.Get("/unused");

        response.Headers.Select(header => header.Name).ShouldBe(["Content-Type", "Content-Length"], ignoreOrder: true);
        _cache.Calls.ShouldBe(calls);
    }

    [Theory]
    [BothShapes(Kind.Cookie)]
    [BothShapes(Kind.Cache)]
    public async Task What_is_only_read_or_set_to_what_it_was_is_not_saved(Kind kind, Shape shape)
    {
        var client = Client(kind, shape);
        await client.Get("/set?a=1");
        var saved = _cache.Saved;

        foreach (var path in new[] { "/show", "/set?a=1", "/remove?b" })
        {
            var response = await client.Get(path);
            (response.Headers["Set-Cookie"], response.Headers["Cache-Control"], response.Headers["Vary"])
                .ShouldBe((null, null, "Cookie"), path);
        }

        _cache.Saved.ShouldBe(saved);
    }

    [Theory]
    [BothShapes("not json")]
    [BothShapes("null")]
    [BothShapes("{}")]
    [BothShapes("[1]")]
    [BothShapes("""{"e":4102444800000,"v":null}""")]
    [BothShapes("""{"e":4102444800000,"v":{"a":null}}""")]
    [BothShapes("""{"e":4102444800000,"v":{"a":1}}""")]
    public async Task What_another_program_wrote_into_the_cache_is_an_empty_session(string content, Shape shape)
    {
        var client = Client(Kind.Cache, shape);
        await client.Get("/set?a=1");
        _cache.Entries[_cache.Entries.Keys.Single()] = Encoding.UTF8.GetBytes(content);

        (await client.Get("/show")).Text.ShouldBe("");
    }

    [Theory]
    [BothShapes(Kind.Cookie)]
    [BothShapes(Kind.Cache)]
    public async Task A_session_lasts_as_long_as_it_is_used(Kind kind, Shape shape)
    {
        var client = Client(kind, shape);
        await client.Get("/set?a=1");
        for (var minutes = 0; minutes < 60; minutes += 11)
        {
            _clock.Now += TimeSpan.FromMinutes(11);
            var response = await client.Get("/show");
            response.Text.ShouldBe("a=1");
            response.Headers["Set-Cookie"].ShouldNotBeNull(); // More than half of its time had gone by.
        }

        _clock.Now += TimeSpan.FromMinutes(20);
        (await client.Get("/show")).Text.ShouldBe("");
    }

    [Theory, BothShapes]
    public async Task Whoever_knew_the_id_before_does_not_get_in(Shape shape)
    {
        var client = Client(Kind.Cache, shape);
        var before = Value(await client.Get("/set?a=1"));

        var after = Value(await client.Get("/renew"));

        after.ShouldNotBe(before);
        (await client.Get("/show")).Text.ShouldBe("a=1");
        (await Client(Kind.Cache, shape).Get("/show", ("Cookie", $"session={before}"))).Text.ShouldBe("");
        _cache.Entries.Count.ShouldBe(1);
    }

    [Theory]
    [BothShapes(Kind.Cookie)]
    [BothShapes(Kind.Cache)]
    public async Task What_is_cleared_is_gone_everywhere(Kind kind, Shape shape)
    {
        var client = Client(kind, shape);
        await client.Get("/set?a=1");

        var response = await client.Get("/clear");

        response.Headers["Set-Cookie"]!.ShouldStartWith("session=; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; path=/");
        client.Cookies.GetCookieHeader(client.BaseAddress).ShouldBe("");
        _cache.Entries.ShouldBeEmpty();
        (await client.Get("/show")).Text.ShouldBe("");
        (await client.Get("/clear")).Headers["Set-Cookie"].ShouldBeNull(); // There was none.
    }

    [Theory, BothShapes]
    public async Task What_begins_after_a_session_was_cleared_is_another_one(Shape shape)
    {
        var client = Client(Kind.Cache, shape);
        var before = Value(await client.Get("/set?a=1"));

        var after = Value(await client.Get("/clear-and-set?b=2"));

        after.ShouldNotBe(before);
        (await client.Get("/show")).Text.ShouldBe("b=2");
        _cache.Entries.Count.ShouldBe(1);
    }

    [Theory, BothShapes]
    public async Task The_cache_has_nobodys_id(Shape shape)
    {
        var id = Value(await Client(Kind.Cache, shape).Get("/set?a=1"));

        id.Length.ShouldBe(43);
        _cache.Entries.Keys.Single().ShouldStartWith("session:");
        _cache.Entries.Keys.Single().ShouldNotContain(id);
        _cache.LastOptions!.AbsoluteExpirationRelativeToNow.ShouldBe(TimeSpan.FromMinutes(20));
    }

    [Fact]
    public async Task An_app_that_awaits_is_never_blocked_and_one_that_blocks_never_waits()
    {
        var async = Client(Kind.Cache, Shape.Async);
        await async.Get("/set?a=1");
        await async.Get("/renew");
        await async.Get("/clear");
        _cache.SynchronousCalls.ShouldBe(0);

        var calls = _cache.Calls;
        var sync = Client(Kind.Cache, Shape.Sync);
        await sync.Get("/set?a=1");
        await sync.Get("/renew");
        await sync.Get("/clear");
        _cache.SynchronousCalls.ShouldBe(_cache.Calls - calls);
    }

    [Fact]
    public async Task The_session_is_saved_before_the_head_goes()
    {
        _cache.Gate = new TaskCompletionSource();
        var opening = Client(Kind.Cache, Shape.Async).Open("/set?a=1");
        await _cache.Saving.Task.WaitAsync(TimeSpan.FromSeconds(30));

        opening.IsCompleted.ShouldBeFalse();
        _cache.Gate.SetResult();
        await using var response = await opening;
        _cache.Entries.Count.ShouldBe(1);
    }

    [Theory]
    [BothShapes(Kind.Cookie)]
    [BothShapes(Kind.Cache)]
    public async Task What_a_failing_request_did_is_not_kept(Kind kind, Shape shape)
    {
        var client = Client(kind, shape);
        await client.Get("/set?a=1");

        (await client.Get("/fail?a=2")).StatusCode.ShouldBe(500);

        (await client.Get("/show")).Text.ShouldBe("a=1");
    }

    [Theory, BothShapes]
    public async Task It_can_be_read_and_not_changed_once_the_head_has_gone(Shape shape)
    {
        var client = shape.Client(Sessions(Kind.Cache), Late);

        var failure = await Should.ThrowAsync<ResponseAbortedException>(() => client.Get("/"));

        failure.InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("after start_response");

        static IEnumerable<ReadOnlyMemory<byte>> Late(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", Plain);
            yield return Encoding.UTF8.GetBytes($"{environ.Session().Count}");
            environ.Session()["a"] = "1";
        }
    }

    [Fact]
    public void An_app_without_the_middleware_is_told_so() =>
        Should.Throw<InvalidOperationException>(() => Environ.ForRequest().Session())
            .Message.ShouldContain("Sessions is not in front of the app");

    [Fact]
    public void What_makes_no_sense_is_refused_at_start()
    {
        Refused(options => options.CookieName = "a b", "SessionsOptions.CookieName");
        Refused(options => options.CookieName = "", "SessionsOptions.CookieName");
        Refused(options => options.IdleTimeout = TimeSpan.Zero, "SessionsOptions.IdleTimeout");
        Refused(options => options.Cookie = new SetCookieOptions { Expires = _clock.Now }, "SessionsOptions.Cookie");

        void Refused(Action<SessionsOptions> configure, string option) =>
            Should.Throw<ArgumentException>(() => Sessions(Kind.Cookie, configure)).Message.ShouldStartWith(option);
    }
}
