using Npgsql;

namespace JsonApi.Tests;

/// <summary>Databases of one PostgreSQL server, which starts with the first of them: tests that are skipped need none.</summary>
public sealed class PostgresDatabases : ITestDatabases, IAsyncLifetime
{
    private PostgresServer? _server;
    private int _count;

    public async Task<DatabaseAddress> CreateAsync()
    {
        _server ??= await PostgresServer.StartAsync();
        var name = $"articles{++_count}";
        await using var source = NpgsqlDataSource.Create(_server.ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return new DatabaseAddress(_server.ConnectionString(name), "");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
