using System.Net.Http.Json;

namespace Production.Tests;

[Requires(RedisServer.Program)]
public sealed class SharedStateTests : IAsyncLifetime
{
    private readonly TwoInstances _site = new();

    public Task InitializeAsync() => _site.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [RequiringFact]
    public async Task A_session_that_begins_at_one_instance_goes_on_at_the_other()
    {
        var first = await TwoInstances.GetAsync(_site.First, "/visits", "203.0.113.1");
        var second = await TwoInstances.GetAsync(_site.Second, "/visits", "203.0.113.1", first.Cookie);
        var third = await TwoInstances.GetAsync(_site.First, "/visits", "203.0.113.1", first.Cookie);
        var stranger = await TwoInstances.GetAsync(_site.Second, "/visits", "203.0.113.1");

        first.Body.ShouldBe("Visit 1\n");
        second.Body.ShouldBe("Visit 2\n");
        third.Body.ShouldBe("Visit 3\n");
        stranger.Body.ShouldBe("Visit 1\n");
    }

    [RequiringFact]
    public async Task A_cookie_that_one_instance_encrypts_is_read_by_the_other()
    {
        var first = await TwoInstances.GetAsync(_site.First, "/visitor", "203.0.113.2");
        var second = await TwoInstances.GetAsync(_site.Second, "/visitor", "203.0.113.2", first.Cookie);
        var forged = await TwoInstances.GetAsync(_site.Second, "/visitor", "203.0.113.2", first.Cookie![..^2] + "xx");

        first.Body.ShouldBe("Welcome\n");
        second.Body.ShouldStartWith("Welcome back, visitor ");
        first.Cookie.ShouldNotContain(second.Body.Trim()[^32..]);
        forged.Body.ShouldBe("Welcome\n");
    }

    [RequiringFact]
    public async Task Keys_that_encrypt_cookies_outlive_an_instance()
    {
        var first = await TwoInstances.GetAsync(_site.First, "/visitor", "203.0.113.3");
        await _site.First.DisposeAsync();

        (await TwoInstances.GetAsync(_site.Second, "/visitor", "203.0.113.3", first.Cookie)).Body.ShouldStartWith("Welcome back");
    }

    [RequiringFact]
    public async Task An_article_that_one_instance_stores_is_served_by_the_other()
    {
        using var client = _site.First.CreateClient();
        using var created = await client.PostAsJsonAsync(new Uri("/articles", UriKind.Relative), new { title = "shared", content = "" });

        (await TwoInstances.GetAsync(_site.Second, "/articles/1", "203.0.113.4")).Body.ShouldContain("shared");
    }

    [RequiringFact]
    public async Task Both_instances_count_towards_one_limit()
    {
        for (var request = 0; request < TwoInstances.Limit; request++)
            (await TwoInstances.GetAsync(request % 2 == 0 ? _site.First : _site.Second, "/articles", "203.0.113.5")).Status.ShouldBe(200);

        foreach (var instance in (SiteFactory[])[_site.First, _site.Second])
        {
            var refused = await TwoInstances.GetAsync(instance, "/articles", "203.0.113.5");
            refused.Status.ShouldBe(429);
            refused.RetryAfter.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        }

        (await TwoInstances.GetAsync(_site.First, "/articles", "203.0.113.6")).Status.ShouldBe(200);
    }

    [RequiringFact]
    public async Task Requests_at_once_pass_up_to_the_limit_exactly()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 4 * TwoInstances.Limit).Select(number =>
            TwoInstances.GetAsync(number % 2 == 0 ? _site.First : _site.Second, "/articles", "2001:db8::1")));

        responses.Count(response => response.Status == 200).ShouldBe(TwoInstances.Limit);
        responses.Count(response => response.Status == 429).ShouldBe(3 * TwoInstances.Limit);
    }

    [RequiringFact]
    public async Task A_window_ends_by_itself()
    {
        await TwoInstances.GetAsync(_site.First, "/articles", "203.0.113.7");

        var left = await TwoInstances.ConnectionOf(_site.First).GetDatabase().KeyTimeToLiveAsync(RateLimit.KeyOf("203.0.113.7"));

        left.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromHours(1));
    }
}
