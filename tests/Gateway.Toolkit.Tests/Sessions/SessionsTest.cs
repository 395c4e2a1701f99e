using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit.Tests;

/// <summary>An app with sessions of either kind, a clock and a cache for the tests.</summary>
public abstract class SessionsTest
{
    private protected static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];
    private protected static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];

    private protected readonly Clock _clock = new();
    private protected readonly CountingCache _cache = new();

    public enum Kind
    {
        Cookie,
        Cache,
    }

    private protected Sessions Sessions(Kind kind, Action<SessionsOptions>? configure = null)
    {
        return kind == Kind.Cookie ? new Sessions(new CookieSigner(Key), Configure) : new Sessions(_cache, Configure);

        void Configure(SessionsOptions options)
        {
            options.TimeProvider = _clock;
            configure?.Invoke(options);
        }
    }

    private protected GatewayClient Client(Kind kind, Shape shape)
    {
        var sessions = Sessions(kind);
        var https = new Uri("https://localhost/");
        return shape == Shape.Sync
            ? new GatewayClient(Sync.Use(Lint.Check).Use(sessions).Use(Lint.Check)) { BaseAddress = https }
            : new GatewayClient(Async.Use(Lint.Check).Use(sessions).Use(Lint.Check)) { BaseAddress = https };
    }

    private protected static string Value(GatewayResponse response) =>
        SetCookieHeaderValue.Parse(response.Headers["Set-Cookie"]!).Value.ToString();

    private protected static GatewayApp Sync =>
        (environ, startResponse) => Answer(environ, environ.PathInfo == "/unused" ? null : environ.Session(), startResponse);

    private protected static AsyncGatewayApp Async =>
        async (environ, startResponse) =>
            Answer(environ, environ.PathInfo == "/unused" ? null : await environ.SessionAsync(), startResponse);

    /// <summary>An app that does with its session what the path says.</summary>
    private protected static Body Answer(Environ environ, Session? session, StartResponse startResponse)
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
        return Body.Text(
            session is null ? "unused"
                : string.Join(' ',
                    session.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}")));
    }

    private protected sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>A cache that keeps everything and says how it was called.</summary>
    private protected sealed class CountingCache : IDistributedCache
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
