using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Gateway.Toolkit.Tests;

/// <summary>A session in a cache that was ended stays so, whatever requests were under way.</summary>
public sealed class EndedSessionTests
{
    private readonly MemoryDistributedCache _cache = new(Options.Create(new MemoryDistributedCacheOptions()));
    private readonly Clock _clock = new();

    // What happens while the request for /slow is under way.
    private Func<Task> _meanwhile = () => Task.CompletedTask;

    public enum Ending
    {
        Clear,
        Renew,
        RemoveEveryValue,
    }

    [Theory]
    [BothShapes(Ending.Clear, "set")]
    [BothShapes(Ending.Renew, "set")]
    [BothShapes(Ending.RemoveEveryValue, "set")]
    [BothShapes(Ending.Clear, "renew")]
    [BothShapes(Ending.Renew, "renew")]
    [BothShapes(Ending.Clear, "read")]
    [BothShapes(Ending.Renew, "read")]
    public async Task A_request_that_began_before_does_not_bring_it_back(Ending ending, string slow, Shape shape)
    {
        var client = Client(shape);
        var old = await SignInAsync(client);
        _clock.Now += TimeSpan.FromMinutes(15); // A session that is only read would be saved again, too.
        _meanwhile = async () => await Client(shape).Get($"/{ending}", ("Cookie", old));

        var late = await Client(shape).Get($"/slow?{slow}", ("Cookie", old));

        late.StatusCode.ShouldBe(200);
        (await Client(shape).Get("/show", ("Cookie", old))).Text.ShouldBe("");
        foreach (var cookie in late.Headers.Where(header => header.Name == "Set-Cookie").Select(header => header.Value.Split(';')[0]))
            (await Client(shape).Get("/show", ("Cookie", cookie))).Text.ShouldBe("");
    }

    [Theory, BothShapes]
    public async Task A_request_that_only_reads_leaves_alone_what_another_changed_meanwhile(Shape shape)
    {
        var client = Client(shape);
        var cookie = await SignInAsync(client);
        _clock.Now += TimeSpan.FromMinutes(15);
        _meanwhile = async () => await Client(shape).Get("/set?role=none", ("Cookie", cookie));

        await Client(shape).Get("/slow?read", ("Cookie", cookie));

        (await Client(shape).Get("/show", ("Cookie", cookie))).Text.ShouldBe("role=none user=ada");
        _clock.Now += TimeSpan.FromMinutes(15);
        (await Client(shape).Get("/show", ("Cookie", cookie))).Text.ShouldBe("role=none user=ada");
    }

    [Theory, BothShapes]
    public async Task A_session_that_begins_in_a_slow_request_is_saved(Shape shape)
    {
        var client = Client(shape);
        var old = await SignInAsync(client);
        _meanwhile = async () => await Client(shape).Get("/Clear", ("Cookie", old));

        var late = await Client(shape).Get("/slow?begin", ("Cookie", old));

        var cookie = late.Headers["Set-Cookie"]!.Split(';')[0];
        (await Client(shape).Get("/show", ("Cookie", cookie))).Text.ShouldBe("user=eve");
    }

    private static async Task<string> SignInAsync(GatewayClient client) =>
        (await client.Get("/set?user=ada")).Headers["Set-Cookie"]!.Split(';')[0];

    private GatewayClient Client(Shape shape)
    {
        var sessions = new Sessions((IDistributedCache)_cache, options => options.TimeProvider = _clock);
        GatewayApp sync = (environ, startResponse) =>
        {
            var session = environ.Session();
            if (environ.PathInfo == "/slow")
                _meanwhile().GetAwaiter().GetResult();
            return Answer(environ, session, startResponse);
        };
        AsyncGatewayApp async = async (environ, startResponse) =>
        {
            var session = await environ.SessionAsync();
            if (environ.PathInfo == "/slow")
                await _meanwhile();
            return Answer(environ, session, startResponse);
        };
        return shape == Shape.Sync
            ? new GatewayClient(sync.Use(sessions)) { BaseAddress = new Uri("https://localhost/") }
            : new GatewayClient(async.Use(sessions)) { BaseAddress = new Uri("https://localhost/") };
    }

    private static Body Answer(Environ environ, Session session, StartResponse startResponse)
    {
        switch (environ.PathInfo + (environ.PathInfo == "/slow" ? "?" + environ.QueryString : ""))
        {
            case "/set":
                var pair = environ.QueryString.Split('=');
                session[pair[0]] = pair[1];
                break;
            case "/slow?set":
                session["late"] = "1";
                break;
            case "/Renew" or "/slow?renew":
                session.Renew();
                break;
            case "/Clear":
                session.Clear();
                break;
            case "/RemoveEveryValue":
                session["user"] = null;
                break;
            case "/slow?begin":
                session.Clear();
                session["user"] = "eve";
                break;
        }

        var text = string.Join(
            ' ', session.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}"));
        return Response.Text(text).Send(environ, startResponse);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
