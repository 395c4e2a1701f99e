using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Production.Tests;

/// <summary>Two instances of the sample, with one Redis and one database. They start when a test first asks for them.</summary>
public sealed class TwoInstances : IAsyncDisposable
{
    /// <summary>The limit of requests in a window that is longer than any test.</summary>
    public const int Limit = 10;

    private readonly TempFolder _folder = new();

    public RedisServer Redis { get; } = new();

    public SiteFactory First { get; private set; } = null!;

    public SiteFactory Second { get; private set; } = null!;

    public async Task StartAsync()
    {
        await Redis.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:Redis"] = $"!{Redis.Socket}",
            ["Store:Path"] = _folder.File("articles.db"),
            ["RateLimit:Requests"] = $"{Limit}",
            ["RateLimit:Window"] = "01:00:00",
            ["Gateway:Timeouts:ShutdownDelay"] = "00:00:00",
        };
        First = new SiteFactory(settings);
        Second = new SiteFactory(settings);
    }

    /// <summary>The connection of an instance to Redis.</summary>
    public static IConnectionMultiplexer ConnectionOf(SiteFactory instance) =>
        instance.Services.GetRequiredService<IConnectionMultiplexer>();

    /// <summary>Sends a GET as the client with this address, through a proxy, and reads the response.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="path">The path.</param>
    /// <param name="address">The client's address: each has a limit of its own.</param>
    /// <param name="cookie">The header <c>Cookie</c>.</param>
    public static async Task<SiteResponse> GetAsync(SiteFactory instance, string path, string address, string? cookie = null)
    {
        using var client = instance.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", address);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        using var response = await client.SendAsync(request);
        var cookies = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.Single().Split(';')[0] : null;
        var body = await response.Content.ReadAsStringAsync();
        return new SiteResponse((int)response.StatusCode, body, cookies, response.Headers.RetryAfter?.Delta);
    }

    public async ValueTask DisposeAsync()
    {
        if (First is not null)
            await First.DisposeAsync();
        if (Second is not null)
            await Second.DisposeAsync();
        await Redis.DisposeAsync();
        _folder.Dispose();
    }
}
