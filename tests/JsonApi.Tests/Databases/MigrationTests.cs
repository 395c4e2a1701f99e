using System.Data.Common;
using Dapper;

namespace JsonApi.Tests;

public abstract class MigrationTests(ITestDatabases databases) : DatabaseTest(databases)
{
    private static readonly Migration First =
        new("0001-first", "CREATE TABLE first (number INTEGER); INSERT INTO first (number) VALUES (1)");
    private static readonly Migration Second = new("0002-second", "ALTER TABLE first ADD COLUMN more INTEGER");

    [RequiringFact]
    public async Task Instances_that_start_at_once_migrate_once()
    {
        var instances = Enumerable.Range(0, 8).Select(_ => Open()).ToList();
        using var start = new Barrier(instances.Count);

        var applied = await Task.WhenAll(instances.Select(instance => Task.Run(() =>
        {
            start.SignalAndWait(TestTimeout.Limit);
            return instance.MigrateAsync([First, Second]);
        })));

        applied.SelectMany(names => names).ShouldBe(["0001-first", "0002-second"]);
        (await QueryAsync<int>("SELECT number FROM first")).ShouldBe([1]);
    }

    [RequiringFact]
    public async Task A_second_start_runs_only_new_migrations()
    {
        (await Open().MigrateAsync([First])).ShouldBe(["0001-first"]);

        (await Open().MigrateAsync([First, Second])).ShouldBe(["0002-second"]);

        (await QueryAsync<string>("SELECT name FROM migrations ORDER BY name")).ShouldBe(["0001-first", "0002-second"]);
    }

    [RequiringFact]
    public async Task A_migration_that_fails_leaves_nothing_of_any()
    {
        var broken = new Migration("0002-broken", "CREATE TABLE second (number INTEGER); INSERT INTO third VALUES (1)");

        await Should.ThrowAsync<DbException>(() => Open().MigrateAsync([First, broken]));

        (await Open().MigrateAsync([First])).ShouldBe(["0001-first"]);
    }

    [RequiringFact]
    public async Task A_database_of_a_newer_version_is_used_as_it_is()
    {
        await Open().MigrateAsync([First, Second]);

        (await Open().MigrateAsync([First])).ShouldBeEmpty();
    }

    private async Task<IEnumerable<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await Open().OpenAsync(CancellationToken.None);
        return await connection.QueryAsync<T>(sql);
    }
}
