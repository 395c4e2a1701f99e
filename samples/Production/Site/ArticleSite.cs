using System.Data.Common;
using Gateway;
using Gateway.Toolkit;
using JsonApi;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using StackExchange.Redis;

namespace Production;

/// <summary>The articles behind what every instance shares: rate limits, sessions and sealed cookies.</summary>
internal static class ArticleSite
{
    private const string RetrySeconds = "5";

    public static AsyncGatewayApp Create(IServiceProvider services, SiteSettings settings)
    {
        var visitors = new VisitorPages(new CookieSigner(services.GetRequiredService<IDataProtectionProvider>()));
        return new GatewayPipeline()
            .Use(new ProxyFix(options =>
            {
                foreach (var network in settings.Proxies)
                    options.TrustedNetworks.Add(network);
            }))
            .Use(new RequestId())
            .Use(new ErrorPages(options => options.Customize = Explain))
            .Use(new RateLimit(services.GetRequiredService<IConnectionMultiplexer>(), settings).Middleware)
            .Use(new Sessions(services.GetRequiredService<IDistributedCache>()))
            .Map("/visits", VisitorPages.CountAsync)
            .Map("/visitor", visitors.Name)
            .Run(ArticleApi.Create(services.GetRequiredService<ArticleStore>(), []))
            .Build();
    }

    // A store that is away comes back, as a rule: the client may try again.
    private static Response Explain(Environ environ, Exception exception, Response response)
    {
        var missing = exception switch
        {
            RedisException or RedisTimeoutException => "Sessions and rate limits",
            DbException { IsTransient: true } => "The articles",
            _ => null,
        };
        return missing is null
            ? response
            : Response.Problem(503, $"{missing} cannot be reached at the moment. Try again later.").With("Retry-After", RetrySeconds);
    }
}
