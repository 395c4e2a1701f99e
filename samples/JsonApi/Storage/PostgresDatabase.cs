using System.Data.Common;
using Dapper;
using Npgsql;

namespace JsonApi;

/// <summary>A database of a PostgreSQL server, which several instances of the app can share.</summary>
internal sealed class PostgresDatabase(string connectionString) : Database
{
    // Any number will do, if nothing else in this database locks it.
    private const long MigrationLock = 0x61727469636C6573;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public override IReadOnlyList<Migration> Migrations { get; } = Migration.ReadAll("Postgres");

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await _source.OpenConnectionAsync(cancellation);

    public override async Task<DbTransaction> BeginExclusiveAsync(DbConnection connection, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            // Held until the transaction ends, however it ends.
            await connection.ExecuteAsync(
                new("SELECT pg_advisory_xact_lock(@MigrationLock)", new { MigrationLock }, transaction, cancellationToken: cancellation));
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();
}
