using System.Globalization;
using Dapper;

namespace JsonApi;

/// <summary>Brings a database to the state that this program needs.
/// Several instances may start at once: one migrates, the others wait for it.</summary>
internal static class Migrator
{
    /// <summary>Runs the migrations that the table <c>migrations</c> does not list, all of them or none.</summary>
    /// <returns>The names of those that ran.</returns>
    public static Task<IReadOnlyList<string>> MigrateAsync(this Database database, CancellationToken cancellation = default) =>
        database.MigrateAsync(database.Migrations, cancellation);

    /// <summary>Runs these migrations in place of the database's own.</summary>
    public static async Task<IReadOnlyList<string>> MigrateAsync(
        this Database database, IReadOnlyList<Migration> migrations, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await database.BeginExclusiveAsync(connection, cancellation);
        await connection.ExecuteAsync(Command("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied TEXT NOT NULL)"));
        var known = (await connection.QueryAsync<string>(Command("SELECT name FROM migrations"))).ToHashSet();
        var missing = migrations.Where(migration => !known.Contains(migration.Name)).ToList();
        foreach (var migration in missing)
        {
            await connection.ExecuteAsync(Command(migration.Sql));
            var applied = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
            await connection.ExecuteAsync(
                Command("INSERT INTO migrations (name, applied) VALUES (@Name, @applied)", new { migration.Name, applied }));
        }

        await transaction.CommitAsync(cancellation);
        return [.. missing.Select(migration => migration.Name)];

        CommandDefinition Command(string sql, object? parameters = null) =>
            new(sql, parameters, transaction, cancellationToken: cancellation);
    }
}
