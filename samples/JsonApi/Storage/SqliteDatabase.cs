using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace JsonApi;

/// <summary>One SQLite file. Its asynchronous calls are synchronous: SQLite is a library, so there is nobody to wait for but the
/// disk.</summary>
internal sealed class SqliteDatabase : Database
{
    private readonly string _connectionString;

    /// <summary>Makes the file's folder if need be. The file is made when it is first opened.</summary>
    public SqliteDatabase(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 5 }.ToString();
    }

    public override IReadOnlyList<Migration> Migrations { get; } = Migration.ReadAll("Sqlite");

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);

            // SQLite itself waits for another writer in small steps; the library around it would sleep for long ones.
            // WAL, which the file remembers: readers do not wait for the writer.
            await connection.ExecuteAsync("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<DbTransaction> BeginExclusiveAsync(DbConnection connection, CancellationToken cancellation)
    {
        // Not deferred: it takes the file's write lock now.
        return await connection.BeginTransactionAsync(cancellation);
    }

    /// <summary>Closes the pooled connections, so that SQLite tidies up its files.</summary>
    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }
}
