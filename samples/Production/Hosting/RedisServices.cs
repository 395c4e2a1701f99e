using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using StackExchange.Redis;

namespace Production;

/// <summary>Everything that the instances share through Redis, over one connection each.</summary>
internal static class RedisServices
{
    /// <summary>The application's name: instances with another name cannot open each other's cookies.</summary>
    private const string Name = "gateway-production";

    private const string Keys = "data-protection-keys";

    /// <summary>Adds the connection, the cache of the sessions, and the keys that encrypt cookies.</summary>
    /// <remarks>Redis keeps these keys as they are; <c>ProtectKeysWithCertificate</c> would encrypt them as well.</remarks>
    public static void AddRedis(this IServiceCollection services, IConfiguration configuration)
    {
        var options = Options(configuration.GetConnectionString("Redis"));
        services.AddSingleton<IConnectionMultiplexer>(_ => ConnectionMultiplexer.Connect(options));
        services.AddStackExchangeRedisCache(_ => { });
        services.AddOptions<RedisCacheOptions>()
            .Configure<IConnectionMultiplexer>((cache, redis) => cache.ConnectionMultiplexerFactory = () => Task.FromResult(redis));
        services.AddDataProtection().SetApplicationName(Name);
        services.AddOptions<KeyManagementOptions>()
            .Configure<IConnectionMultiplexer>((keys, redis) =>
                keys.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), Keys));
    }

    // A server that is away neither keeps the app from starting nor holds requests: they fail at once, until the connection is back.
    private static ConfigurationOptions Options(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new FormatException("ConnectionStrings:Redis is missing; it must be an address like localhost:6379.");
        var options = ConfigurationOptions.Parse(text);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        return options;
    }
}
