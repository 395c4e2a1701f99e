using Microsoft.Data.Sqlite;

namespace JsonApi.Tests;

/// <summary>Breaks a store that is in use. Its files must stay whole: SQLite maps one of them into memory, and a hole in that ends the
/// process.</summary>
internal static class BrokenStore
{
    public static void Break(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DROP TABLE articles";
        command.ExecuteNonQuery();
    }
}
