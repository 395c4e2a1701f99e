using System.Globalization;
using Gateway.Toolkit;

namespace JsonApi;

/// <summary>What can be done with articles. Each method is a handler: a request in, a response out.</summary>
internal sealed class ArticleHandlers(ArticleStore store, Router router)
{
    public Response List(Request request)
    {
        var query = PageQuery.Of(request);
        var (articles, total) = store.List(query.Offset, query.Size);
        var next = query.NextOf(total) is { } page ? $"{router.UrlFor(request, "articles")}?{page}" : null;
        return Response.Json(new ArticlePage(articles, query.Page, query.Size, total, next), ApiJson.Readable.ArticlePage);
    }

    public async ValueTask<Response> CreateAsync(Request request)
    {
        var article = store.Add(await ArticleInput.ReadAsync(request));
        return Response.Json(new StatusMessage(201, "created"), ApiJson.Readable.StatusMessage, 201)
            .With("Location", router.UrlFor(request, "article", ("id", article.Id)));
    }

    // Whoever has this version gets 304: a response with an ETag sees to that.
    public Response Read(Request request, string id) => Respond(Find(id));

    public async ValueTask<Response> ReplaceAsync(Request request, string id)
    {
        ArticleInput? input = null;
        while (true)
        {
            // Conditions come before the content (RFC 9110, section 13.2.1), so a stale client need not send it.
            var article = FindFor(request, id);
            input ??= await ArticleInput.ReadAsync(request);

            // Where another client was faster, the conditions are held against what that one has made.
            if (store.Replace(article, input) is { } replaced)
                return Respond(replaced);
        }
    }

    public Response Delete(Request request, string id)
    {
        while (!store.Delete(FindFor(request, id)))
        {
        }

        return Response.NoContent();
    }

    private static Response Respond(Article article) => Response.Json(article, ApiJson.Readable.Article).With("ETag", article.ETag.ToString());

    private Article FindFor(Request request, string id)
    {
        var article = Find(id);
        return request.EvaluatePreconditions(article.ETag) != Precondition.Failed
            ? article
            : throw new BadRequestException(412, "What is there is not in the state that the request asks for. GET it, look at what has changed, and repeat the request with the ETag of that answer.");
    }

    private Article Find(string text)
    {
        // No sign and no leading zero: an article has one URL.
        var article = text is [>= '1' and <= '9', ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? store.Find(id) : null;
        return article ?? throw new BadRequestException(404, "There is no such article. GET /articles lists those there are.");
    }
}
