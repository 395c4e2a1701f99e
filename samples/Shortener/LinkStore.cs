using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Shortener;

public sealed record Link(string Code, string Url);

// Dapper opens a connection for each call, and closes it. They come from SQLite's pool.
public sealed class LinkStore(string path)
{
    private SqliteConnection Database => new($"Data Source={path}");

    public void Create() => Database.Execute("CREATE TABLE IF NOT EXISTS links (code TEXT PRIMARY KEY, url TEXT NOT NULL)");

    public Link Add(string url)
    {
        var link = new Link(RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 8), url);
        Database.Execute("INSERT INTO links VALUES (@Code, @Url)", link);
        return link;
    }

    public Link? Find(string code) => Database.QuerySingleOrDefault<Link>("SELECT code, url FROM links WHERE code = @code", new { code });

    public IEnumerable<Link> All() => Database.Query<Link>("SELECT code, url FROM links ORDER BY rowid DESC");
}
