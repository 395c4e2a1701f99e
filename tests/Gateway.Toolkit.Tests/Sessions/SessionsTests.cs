using System.Text;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit.Tests;

public class SessionsTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];
    private static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];

    private readonly Clock _clock = new();
    private readonly CountingCache _cache = new();

    public enum Kind
    {
        Cookie,
        Cache,
    }

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
            (response.Headers["Set-Cookie"], response.Headers["Cache-Control"], response.Headers["Vary"]).ShouldBe((null, null, "Cookie"), path);
        }

        _cache.Saved.ShouldBe(saved);
    }

    // RFC 6265bis, 4.1.2.
    [Theory]
    [InlineData(Kind.Cookie)]
    [InlineData(Kind.Cache)]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites(Kind kind)
    {
        var secure = await Client(kind, Shape.Sync).Get("/set?a=1");
        var plain = await new GatewayClient(Sync.Use(Sessions(kind))).Get("/set?a=1");

        secure.Headers["Set-Cookie"]!.ShouldEndWith("; path=/; secure; samesite=lax; httponly");
        plain.Headers["Set-Cookie"]!.ShouldEndWith("; path=/; samesite=lax; httponly");
        plain.Headers["Set-Cookie"]!.ShouldNotContain("secure");
        secure.Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Theory]
    [BothShapes("")]
    [BothShapes("x")]
    [BothShapes("...")]
    [BothShapes("eyJlIjo0MTAyNDQ0ODAwMDAwLCJ2Ijp7ImEiOiIxIn19..AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [BothShapes("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [BothShapes("%00%FF")]
    [BothShapes("a b\"c")]
    public async Task A_cookie_that_is_none_of_ours_is_an_empty_session(string cookie, Shape shape)
    {
        foreach (var kind in new[] { Kind.Cookie, Kind.Cache })
        {
            var client = Client(kind, shape);

            (await client.Get("/show", ("Cookie", $"session={cookie}"))).Text.ShouldBe("");
            // And nobody chooses an id for somebody else.
            var set = await client.Get("/set?a=1", ("Cookie", $"session={cookie}"));
            set.Headers["Set-Cookie"]!.ShouldNotStartWith($"session={cookie};");
        }
    }

    [Fact]
    public async Task Each_change_of_a_signed_cookie_is_noticed()
    {
        var value = Value(await Client(Kind.Cookie, Shape.Sync).Get("/set?a=1"));
        (await Client(Kind.Cookie, Shape.Sync).Get("/show", ("Cookie", "session=" + value))).Text.ShouldBe("a=1");

        for (var index = 0; index < value.Length - 1; index++) // The last character holds two bits that count for nothing.
        {
            var forged = value[..index] + (value[index] == 'A' ? 'B' : 'A') + value[(index + 1)..];
            (await Client(Kind.Cookie, Shape.Sync).Get("/show", ("Cookie", "session=" + forged))).Text.ShouldBe("", forged);
        }
    }

    [Theory]
    [InlineData(Kind.Cookie)]
    [InlineData(Kind.Cache)]
    public async Task A_malformed_cookie_beside_it_does_no_harm(Kind kind)
    {
        var value = Value(await Client(kind, Shape.Sync).Get("/set?a=1"));

        (await Client(kind, Shape.Sync).Get("/show", ("Cookie", $"b={{\"x\": 1, 2}}; session={value}; =; x"))).Text.ShouldBe("a=1");
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

    // RFC 6265bis, 5.6.
    [Theory, BothShapes]
    public async Task A_session_that_no_browser_would_keep_is_an_error_that_says_so(Shape shape)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Client(Kind.Cookie, shape).Get("/large?3000"));

        failure.Message.ShouldContain("keep sessions in a cache");
        (await Client(Kind.Cookie, shape).Get("/large?2900")).StatusCode.ShouldBe(200);
        (await Client(Kind.Cache, shape).Get("/large?100000")).StatusCode.ShouldBe(200);
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
        Should.Throw<InvalidOperationException>(() => Environ.ForRequest().Session()).Message.ShouldContain("Sessions is not in front of the app");

    [Fact]
    public async Task The_cookie_can_be_chosen()
    {
        var sessions = Sessions(Kind.Cookie, options => (options.CookieName, options.Cookie) =
            ("__Host-s", new SetCookieOptions { MaxAge = TimeSpan.FromDays(1), SameSite = SameSite.Strict }));

        (await new GatewayClient(Sync.Use(sessions)).Get("/set?a=1")).Headers["Set-Cookie"]!.ShouldMatch("^__Host-s=[^;]+; max-age=86400; path=/; secure; samesite=strict; httponly$");
    }

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

    private Sessions Sessions(Kind kind, Action<SessionsOptions>? configure = null)
    {
        return kind == Kind.Cookie ? new Sessions(new CookieSigner(Key), Configure) : new Sessions(_cache, Configure);

        void Configure(SessionsOptions options)
        {
            options.TimeProvider = _clock;
            configure?.Invoke(options);
        }
    }

    private GatewayClient Client(Kind kind, Shape shape)
    {
        var sessions = Sessions(kind);
        var https = new Uri("https://localhost/");
        return shape == Shape.Sync
            ? new GatewayClient(Sync.Use(Lint.Check).Use(sessions).Use(Lint.Check)) { BaseAddress = https }
            : new GatewayClient(Async.Use(Lint.Check).Use(sessions).Use(Lint.Check)) { BaseAddress = https };
    }

    private static string Value(GatewayResponse response) => SetCookieHeaderValue.Parse(response.Headers["Set-Cookie"]!).Value.ToString();

    private static GatewayApp Sync => (environ, startResponse) => Answer(environ, environ.PathInfo == "/unused" ? null : environ.Session(), startResponse);

    private static AsyncGatewayApp Async => async (environ, startResponse) => Answer(environ, environ.PathInfo == "/unused" ? null : await environ.SessionAsync(), startResponse);

    /// <summary>An app that does with its session what the path says.</summary>
    private static Body Answer(Environ environ, Session? session, StartResponse startResponse)
    {
        var query = environ.QueryString;
        if (environ.PathInfo.StartsWith("/clear", StringComparison.Ordinal))
            session!.Clear();
        switch (environ.PathInfo)
        {
            case "/renew":
                session!.Renew();
                break;
            case "/remove":
                session![query] = null;
                break;
            case "/large":
                session!["large"] = new string('x', int.Parse(query, null));
                break;
            case "/set" or "/clear-and-set" or "/fail":
                foreach (var pair in query.Split('&'))
                    session![pair.Split('=')[0]] = Uri.UnescapeDataString(pair.Split('=')[1]);
                break;
        }

        startResponse(environ.PathInfo == "/fail" ? "500 Internal Server Error" : "200 OK", Plain);
        return Body.Text(session is null ? "unused" : string.Join(' ', session.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}")));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>A cache that keeps everything and says how it was called.</summary>
    private sealed class CountingCache : IDistributedCache
    {
        public Dictionary<string, byte[]> Entries { get; } = new(StringComparer.Ordinal);

        public DistributedCacheEntryOptions? LastOptions { get; private set; }

        public int Calls { get; private set; }

        public int SynchronousCalls { get; private set; }

        public int Saved { get; private set; }

        public TaskCompletionSource? Gate { get; set; }

        public TaskCompletionSource Saving { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public byte[]? Get(string key)
        {
            SynchronousCalls++;
            return Find(key);
        }

        public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
        {
            await Task.Yield();
            return Find(key);
        }

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
        {
            SynchronousCalls++;
            Keep(key, value, options);
        }

        public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            Saving.TrySetResult();
            await (Gate?.Task ?? Task.CompletedTask);
            await Task.Yield();
            Keep(key, value, options);
        }

        public void Remove(string key)
        {
            SynchronousCalls++;
            Drop(key);
        }

        public async Task RemoveAsync(string key, CancellationToken token = default)
        {
            await Task.Yield();
            Drop(key);
        }

        public void Refresh(string key) => throw new NotSupportedException();

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

        private byte[]? Find(string key)
        {
            Calls++;
            return Entries.GetValueOrDefault(key);
        }

        private void Keep(string key, byte[] value, DistributedCacheEntryOptions options)
        {
            (Calls, Saved, LastOptions) = (Calls + 1, Saved + 1, options);
            Entries[key] = value;
        }

        private void Drop(string key)
        {
            Calls++;
            Entries.Remove(key);
        }
    }
}
