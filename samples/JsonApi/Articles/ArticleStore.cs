using Microsoft.Data.Sqlite;

namespace JsonApi;

/// <summary>The articles, in one SQLite file. Safe to use from many threads: each call has a connection of its own, from a pool.</summary>
/// <remarks>The calls are synchronous because SQLite is: it is a library, so there is nobody to wait for but the disk.
/// Each write is one statement and so one transaction: it happens as a whole, or not at all.</remarks>
internal sealed class ArticleStore : IDisposable
{
    private const string Columns = "id, title, content, version";

    private readonly string _connectionString;

    /// <summary>Opens the file, and makes it, and its folder, if need be.</summary>
    public ArticleStore(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 5 }.ToString();

        // WAL: readers do not wait for the writer. AUTOINCREMENT: the id of a deleted article, and with it its URL and its ETags, never comes back.
        using var connection = Open();
        using var command = Command(connection, """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS articles (
                id      INTEGER PRIMARY KEY AUTOINCREMENT,
                title   TEXT    NOT NULL,
                content TEXT    NOT NULL,
                version INTEGER NOT NULL DEFAULT 1
            ) STRICT;
            """);
        command.ExecuteNonQuery();
    }

    /// <summary>Throws unless the articles can be read.</summary>
    public void Check()
    {
        using var connection = Open();
        using var command = Command(connection, "SELECT 1 FROM articles LIMIT 1");
        command.ExecuteScalar();
    }

    public long Count()
    {
        using var connection = Open();
        return Count(connection);
    }

    public Article? Find(long id)
    {
        using var connection = Open();
        using var command = Command(connection, $"SELECT {Columns} FROM articles WHERE id = $id", ("$id", id));
        return ReadAll(command).SingleOrDefault();
    }

    /// <summary>Some articles, newest first, and how many there are in all at the same moment.</summary>
    public (IReadOnlyList<Article> Articles, long Total) List(long offset, int count)
    {
        using var connection = Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        using var command = Command(connection, $"SELECT {Columns} FROM articles ORDER BY id DESC LIMIT $count OFFSET $offset", ("$count", count), ("$offset", offset));
        return (ReadAll(command), Count(connection));
    }

    public Article Add(ArticleInput input)
    {
        using var connection = Open();
        using var command = Command(
            connection,
            $"INSERT INTO articles (title, content) VALUES ($title, $content) RETURNING {Columns}",
            ("$title", input.Title),
            ("$content", input.Content));
        return ReadAll(command).Single();
    }

    /// <summary>Replaces this version of an article, and no other.</summary>
    /// <returns>The new version; null if the article has been changed or deleted since.</returns>
    public Article? Replace(Article article, ArticleInput input)
    {
        using var connection = Open();
        using var command = Command(
            connection,
            $"UPDATE articles SET title = $title, content = $content, version = version + 1 WHERE id = $id AND version = $version RETURNING {Columns}",
            ("$title", input.Title),
            ("$content", input.Content),
            ("$id", article.Id),
            ("$version", article.Version));
        return ReadAll(command).SingleOrDefault();
    }

    /// <summary>Deletes this version of an article, and no other.</summary>
    /// <returns>False if the article has been changed or deleted since.</returns>
    public bool Delete(Article article)
    {
        using var connection = Open();
        using var command = Command(connection, "DELETE FROM articles WHERE id = $id AND version = $version", ("$id", article.Id), ("$version", article.Version));
        return command.ExecuteNonQuery() == 1;
    }

    /// <summary>Closes the pooled connections, so that SQLite tidies up its files.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();

            // SQLite itself waits for another writer in small steps; the library around it would sleep for long ones.
            using var command = Command(connection, "PRAGMA busy_timeout = 5000");
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static long Count(SqliteConnection connection)
    {
        using var command = Command(connection, "SELECT COUNT(*) FROM articles");
        return (long)command.ExecuteScalar()!;
    }

    // Reads to the end, for only there a statement with RETURNING is committed, or tells that it could not be.
    private static List<Article> ReadAll(SqliteCommand command)
    {
        var articles = new List<Article>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            articles.Add(new Article(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3)));
        return articles;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
