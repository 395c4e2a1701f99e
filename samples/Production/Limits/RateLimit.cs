using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway;
using Gateway.Toolkit;
using StackExchange.Redis;

namespace Production;

/// <summary>Middleware that counts each client's requests in Redis, so that all instances count together, and refuses those above the
/// limit with 429.</summary>
/// <remarks>It stands behind <see cref="ProxyFix"/>, which knows the client's address.
/// Where Redis cannot be reached, no request passes.</remarks>
internal sealed class RateLimit(IConnectionMultiplexer redis, SiteSettings settings)
{
    private const string Prefix = "rate:";

    // One script, so that no instance can count without setting the end of the window.
    private const string Script = """
        local count = redis.call('INCR', KEYS[1])
        if count == 1 then
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
        end
        return { count, redis.call('PTTL', KEYS[1]) }
        """;

    public AsyncGatewayApp Middleware(AsyncGatewayApp app) => async (environ, startResponse) =>
    {
        var (count, left) = await CountAsync(KeyOf(environ.RemoteAddr));
        if (count <= settings.RequestsPerWindow)
            return await app(environ, startResponse);
        var seconds = Math.Max(1, (left + 999) / 1000).ToString(CultureInfo.InvariantCulture);
        return Response.Problem(429, $"More than {settings.RequestsPerWindow} requests in {settings.Window}.")
            .With("Retry-After", seconds)
            .Send(environ, startResponse);
    };

    /// <summary>The key of a client in Redis. A client with IPv6 has a network of addresses, which count as one.</summary>
    public static string KeyOf(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
            return Prefix + "unknown";
        if (parsed.IsIPv4MappedToIPv6)
            parsed = parsed.MapToIPv4();
        return parsed.AddressFamily == AddressFamily.InterNetworkV6
            ? $"{Prefix}{Convert.ToHexStringLower(parsed.GetAddressBytes().AsSpan(0, 8))}/64"
            : Prefix + parsed;
    }

    private async Task<(long Count, long Milliseconds)> CountAsync(string key)
    {
        var result = (long[])(await redis.GetDatabase().ScriptEvaluateAsync(Script, [key], [(long)settings.Window.TotalMilliseconds]))!;
        return (result[0], result[1]);
    }
}
