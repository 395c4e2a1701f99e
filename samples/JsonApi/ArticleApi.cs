using System.Net;
using Gateway;

namespace JsonApi;

/// <summary>The whole API as one function. It knows no server: whatever hosts a Gateway app hosts this one, and a test just calls it.</summary>
internal static class ArticleApi
{
    /// <summary>Puts the app together.</summary>
    /// <param name="store">Where the articles are.</param>
    /// <param name="proxies">Whose <c>X-Forwarded-For</c> is believed.</param>
    public static AsyncGatewayApp Create(ArticleStore store, IReadOnlyCollection<IPNetwork> proxies)
    {
        var articles = new ArticleHandlers(store);
        var router = new Router()
            .Map("GET", "/articles", articles.ListAsync)
            .Map("POST", "/articles", articles.CreateAsync)
            .Map("GET", "/articles/{id}", articles.ReadAsync)
            .Map("PUT", "/articles/{id}", articles.ReplaceAsync)
            .Map("DELETE", "/articles/{id}", articles.DeleteAsync)
            .Map("GET", "/healthz", new HealthHandler(store).CheckAsync);

        return new GatewayPipeline()
            .Use(new TrustedProxy(proxies).Middleware)
            .Use(ProblemResponses.Middleware)
            .Run(router.CallAsync)
            .Build();
    }
}
