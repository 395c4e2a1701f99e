using System.Globalization;
using Gateway;

namespace JsonApi;

/// <summary>What can be done with articles. Each method is an app: an environ and a start_response in, blocks of bytes out.</summary>
internal sealed class ArticleHandlers(ArticleStore store)
{
    public ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> ListAsync(Environ environ, StartResponse startResponse)
    {
        var query = PageQuery.Parse(environ);
        var (articles, total) = store.List(query.Offset, query.Size);
        var next = query.NextOf(total) is { } page ? $"{UrlOf(environ, "/articles")}?{page}" : null;

        startResponse("200 OK", [("Content-Type", "application/json")]);
        return new(Body.Json(new ArticlePage(articles, query.Page, query.Size, total, next), ApiJson.Readable.ArticlePage));
    }

    public async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> CreateAsync(Environ environ, StartResponse startResponse)
    {
        var input = await ArticleInput.ReadAsync(environ);
        var article = store.Add(input);

        startResponse("201 Created", [("Content-Type", "application/json"), ("Location", UrlOf(environ, $"/articles/{article.Id}"))]);
        return Body.Json(new StatusMessage(201, "created"), ApiJson.Readable.StatusMessage);
    }

    public ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> ReadAsync(Environ environ, StartResponse startResponse)
    {
        var article = Find(environ);
        Preconditions.Require(environ, article.ETag);
        if (Preconditions.IsNotModified(environ, article.ETag))
        {
            startResponse("304 Not Modified", [("ETag", article.ETag)]);
            return new(Body.Empty);
        }

        return new(Respond(startResponse, article));
    }

    public async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> ReplaceAsync(Environ environ, StartResponse startResponse)
    {
        ArticleInput? input = null;
        while (true)
        {
            // Conditions come before the content (RFC 9110, section 13.2.1), so a stale client need not send it.
            var article = Find(environ);
            Preconditions.Require(environ, article.ETag);
            input ??= await ArticleInput.ReadAsync(environ);

            // Where another client was faster, the conditions are held against what that one has made.
            if (store.Replace(article, input) is { } replaced)
                return Respond(startResponse, replaced);
        }
    }

    public ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> DeleteAsync(Environ environ, StartResponse startResponse)
    {
        Article article;
        do
        {
            article = Find(environ);
            Preconditions.Require(environ, article.ETag);
        }
        while (!store.Delete(article));

        startResponse("204 No Content", []);
        return new(Body.Empty);
    }

    private Article Find(Environ environ)
    {
        // No sign and no leading zero: an article has one URL.
        var text = (string)environ["route.id"]!;
        var article = text is [>= '1' and <= '9', ..] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? store.Find(id) : null;
        return article ?? throw new ProblemException("404 Not Found", "There is no such article. GET /articles lists those there are.");
    }

    private static Body Respond(StartResponse startResponse, Article article)
    {
        startResponse("200 OK", [("Content-Type", "application/json"), ("ETag", article.ETag)]);
        return Body.Json(article, ApiJson.Readable.Article);
    }

    /// <summary>A path of this app as the client has to ask for it: below SCRIPT_NAME, and encoded, since that comes decoded (but for %2F).</summary>
    private static string UrlOf(Environ environ, string path)
    {
        var prefix = Uri.EscapeDataString(environ.ScriptName).Replace("%2F", "/", StringComparison.Ordinal).Replace("%252F", "%2F", StringComparison.Ordinal);
        return prefix + path;
    }
}
