namespace JsonApi.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_folder_and_the_file_are_made_where_there_are_none()
    {
        var path = _folder.File("deep/down/articles.db");

        await using var database = Database.Of("", path);

        (await database.MigrateAsync()).ShouldBe(["0001-articles"]);
        File.Exists(path).ShouldBeTrue();
    }

    [Fact]
    public async Task A_closed_database_leaves_one_file()
    {
        await using (var database = Database.Of(null, _folder.File("articles.db")))
            await database.MigrateAsync();

        Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe(["articles.db"]);
    }

    [Fact]
    public async Task Each_kind_of_database_has_the_same_migrations()
    {
        await using var sqlite = Database.Of(null, _folder.File("articles.db"));
        await using var postgres = Database.Of("Host=localhost", "");

        postgres.Migrations.Select(migration => migration.Name).ShouldBe(sqlite.Migrations.Select(migration => migration.Name));
    }

    public void Dispose() => _folder.Dispose();
}
