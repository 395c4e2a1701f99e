using System.Data.Common;
using Dapper;

namespace JsonApi;

/// <summary>The articles in a <see cref="Database"/>. Safe to use from many threads and processes: each call has a connection of its own,
/// from a pool.</summary>
/// <remarks>Each call is one statement and so one transaction: it happens as a whole, or not at all, and sees one state.</remarks>
internal sealed class ArticleStore(Database database)
{
    private const string Columns = "id, title, content, version";

    /// <summary>Throws unless the articles can be read.</summary>
    public Task CheckAsync(CancellationToken cancellation = default) => QueryAsync<int>("SELECT 1 FROM articles LIMIT 1", cancellation);

    public async Task<long> CountAsync(CancellationToken cancellation = default) =>
        (await QueryAsync<long>("SELECT COUNT(*) FROM articles", cancellation)).Single();

    public async Task<Article?> FindAsync(long id, CancellationToken cancellation = default) =>
        (await QueryAsync<Article>($"SELECT {Columns} FROM articles WHERE id = @id", cancellation, new { id })).SingleOrDefault();

    /// <summary>Some articles, newest first, and how many there are in all at the same moment.</summary>
    public async Task<(IReadOnlyList<Article> Articles, long Total)> ListAsync(
        long offset, int count, CancellationToken cancellation = default)
    {
        // The join keeps one row where the page has no article.
        const string Sql = $"""
            SELECT total, {Columns}
            FROM (SELECT COUNT(*) AS total FROM articles) AS everything
            LEFT JOIN (SELECT {Columns} FROM articles ORDER BY id DESC LIMIT @count OFFSET @offset) AS page ON 1 = 1
            ORDER BY id DESC
            """;
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<long, Article?, (long Total, Article? Article)>(
            new(Sql, new { count, offset }, cancellationToken: cancellation), (total, article) => (total, article), splitOn: "id");
        var all = rows.AsList();
        return ([.. all.Select(row => row.Article).OfType<Article>()], all[0].Total);
    }

    public async Task<Article> AddAsync(ArticleInput input, CancellationToken cancellation = default)
    {
        const string Sql = $"INSERT INTO articles (title, content) VALUES (@Title, @Content) RETURNING {Columns}";
        return (await QueryAsync<Article>(Sql, cancellation, input)).Single();
    }

    /// <summary>Replaces this version of an article, and no other.</summary>
    /// <returns>The new version; null if the article has been changed or deleted since.</returns>
    public async Task<Article?> ReplaceAsync(Article article, ArticleInput input, CancellationToken cancellation = default)
    {
        const string Sql = $"""
            UPDATE articles SET title = @Title, content = @Content, version = version + 1
            WHERE id = @Id AND version = @Version RETURNING {Columns}
            """;
        var values = new { input.Title, input.Content, article.Id, article.Version };
        return (await QueryAsync<Article>(Sql, cancellation, values)).SingleOrDefault();
    }

    /// <summary>Deletes this version of an article, and no other.</summary>
    /// <returns>False if the article has been changed or deleted since.</returns>
    public async Task<bool> DeleteAsync(Article article, CancellationToken cancellation = default) =>
        (await QueryAsync<long>("DELETE FROM articles WHERE id = @Id AND version = @Version RETURNING id", cancellation, article)).Any();

    // Dapper reads to the end, for only there SQLite commits a statement with RETURNING, or tells that it could not be.
    private async Task<IEnumerable<T>> QueryAsync<T>(string sql, CancellationToken cancellation, object? parameters = null)
    {
        await using DbConnection connection = await database.OpenAsync(cancellation);
        return await connection.QueryAsync<T>(new(sql, parameters, cancellationToken: cancellation));
    }
}
