using System.Data.Common;

namespace JsonApi;

/// <summary>The database of the articles. Its kinds differ in what stands here, and in their migrations; every other statement runs on all
/// of them.</summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>PostgreSQL where there is a connection string, else a SQLite file.</summary>
    /// <param name="connectionString">A connection string of Npgsql, like <c>Host=db;Database=articles;Username=articles</c>.</param>
    /// <param name="path">The SQLite file.</param>
    public static Database Of(string? connectionString, string path) =>
        string.IsNullOrWhiteSpace(connectionString) ? new SqliteDatabase(path) : new PostgresDatabase(connectionString);

    /// <summary>The migrations of this kind of database, in their order.</summary>
    public abstract IReadOnlyList<Migration> Migrations { get; }

    /// <summary>Opens a connection from the pool.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>Begins a transaction after any other that was begun so, by this process or by another.</summary>
    public abstract Task<DbTransaction> BeginExclusiveAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Closes the pooled connections.</summary>
    public abstract ValueTask DisposeAsync();
}
