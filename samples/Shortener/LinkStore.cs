using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Shortener;

public sealed record Link(string Code, string Url);

public sealed class LinkStore
{
    private readonly string _connection;

    public LinkStore(string path)
    {
        _connection = $"Data Source={path}";
        Run("CREATE TABLE IF NOT EXISTS links (code TEXT PRIMARY KEY, url TEXT NOT NULL)");
    }

    public Link Add(string url)
    {
        var code = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 8);
        return Run("INSERT INTO links VALUES ($code, $url) RETURNING code, url", ("$code", code), ("$url", url)).Single();
    }

    public Link? Find(string code) => Run("SELECT code, url FROM links WHERE code = $code", ("$code", code)).SingleOrDefault();

    public List<Link> All() => Run("SELECT code, url FROM links ORDER BY rowid DESC");

    private List<Link> Run(string sql, params (string Name, string Value)[] parameters)
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);

        using var reader = command.ExecuteReader();
        List<Link> links = [];
        while (reader.Read())
            links.Add(new Link(reader.GetString(0), reader.GetString(1)));
        return links;
    }
}
