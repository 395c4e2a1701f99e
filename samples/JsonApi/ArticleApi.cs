using System.Net;
using Gateway;
using Gateway.Toolkit;

namespace JsonApi;

/// <summary>The whole API as one function. It knows no server: whatever hosts a Gateway app hosts this one, and a test just calls
/// it.</summary>
internal static class ArticleApi
{
    /// <summary>Puts the app together.</summary>
    /// <param name="store">Where the articles are.</param>
    /// <param name="proxies">Whose <c>X-Forwarded-For</c> is believed.</param>
    public static AsyncGatewayApp Create(ArticleStore store, IReadOnlyCollection<IPNetwork> proxies)
    {
        var router = new Router();
        var articles = new ArticleHandlers(store, router);
        router.Get("/", StartPage.Show);
        router.Get("/articles", articles.ListAsync).Named("articles");
        router.Post("/articles", articles.CreateAsync);
        router.Get<string>("/articles/{id}", articles.ReadAsync).Named("article");
        router.Put<string>("/articles/{id}", articles.ReplaceAsync);
        router.Delete<string>("/articles/{id}", articles.DeleteAsync);
        router.Get("/healthz", new HealthHandler(store).CheckAsync);

        return new GatewayPipeline()
            .Use(new TrustedProxy(proxies).Middleware)
            .Run(router)
            .Build();
    }
}
