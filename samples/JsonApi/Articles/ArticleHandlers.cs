using System.Globalization;
using Gateway.Toolkit;

namespace JsonApi;

/// <summary>What can be done with articles. Each method is a handler: a request in, a response out.</summary>
internal sealed class ArticleHandlers(ArticleStore store, Router router)
{
    public async ValueTask<Response> ListAsync(Request request)
    {
        var query = PageQuery.Of(request);
        var (articles, total) = await store.ListAsync(query.Offset, query.Size, request.Environ.RequestAborted);
        var next = query.NextOf(total) is { } page ? $"{router.UrlFor(request, "articles")}?{page}" : null;
        return Response.Json(new ArticlePage(articles, query.Page, query.Size, total, next), ApiJson.Readable.ArticlePage);
    }

    public async ValueTask<Response> CreateAsync(Request request)
    {
        var article = await store.AddAsync(await ArticleInput.ReadAsync(request), request.Environ.RequestAborted);
        return Response.Json(new StatusMessage(201, "created"), ApiJson.Readable.StatusMessage, 201)
            .With("Location", router.UrlFor(request, "article", ("id", article.Id)));
    }

    // A client that has this version gets 304: a response with an ETag sees to that.
    public async ValueTask<Response> ReadAsync(Request request, string id) => Respond(await FindAsync(request, id));

    public async ValueTask<Response> ReplaceAsync(Request request, string id)
    {
        ArticleInput? input = null;
        while (true)
        {
            // Conditions come before the content (RFC 9110, section 13.2.1), so a stale client need not send it.
            var article = await FindForAsync(request, id);
            input ??= await ArticleInput.ReadAsync(request);

            // Where another client was faster, the conditions are held against what that one has made.
            if (await store.ReplaceAsync(article, input, request.Environ.RequestAborted) is { } replaced)
                return Respond(replaced);
        }
    }

    public async ValueTask<Response> DeleteAsync(Request request, string id)
    {
        while (!await store.DeleteAsync(await FindForAsync(request, id), request.Environ.RequestAborted))
        {
        }

        return Response.NoContent();
    }

    private static Response Respond(Article article) =>
        Response.Json(article, ApiJson.Readable.Article).With("ETag", article.ETag.ToString());

    private async ValueTask<Article> FindForAsync(Request request, string id)
    {
        var article = await FindAsync(request, id);
        return request.EvaluatePreconditions(article.ETag) != Precondition.Failed
            ? article
            : throw new BadRequestException(
                412,
                "The article does not match the request's precondition. GET it, look at what has changed, "
                + "and repeat the request with the ETag of that response.");
    }

    private async ValueTask<Article> FindAsync(Request request, string text)
    {
        // No sign and no leading zero: an article has one URL.
        var article = text is [>= '1' and <= '9', ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await store.FindAsync(id, request.Environ.RequestAborted)
            : null;
        return article ?? throw new BadRequestException(404, "There is no such article. GET /articles lists those there are.");
    }
}
