using System.Text.RegularExpressions;

namespace JsonApi.Tests;

[Collection(PostgresCollection.Name)]
[Requires(PostgresServer.Initdb, PostgresServer.Postgres, PostgresServer.Setpriv)]
public sealed partial class PostgresHostTests(PostgresDatabases databases) : IDisposable
{
    private readonly TempFolder _folder = new();

    [RequiringFact]
    public async Task The_program_serves_from_the_connection_string_and_makes_no_file()
    {
        var address = await databases.CreateAsync();
        await using var process = Start(address.ConnectionString!);
        await process.LineAsync(Migrated());
        using var client = new HttpClient { BaseAddress = new Uri((await process.LineAsync(Address())).Groups["url"].Value) };

        (await client.GetStringAsync(new Uri("healthz", UriKind.Relative))).ShouldBe("""{"status":"healthy"}""");

        (await process.EndAsync()).ShouldBe(0);
        Directory.GetFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [RequiringFact]
    public async Task A_server_that_cannot_be_reached_ends_the_program_with_the_reason()
    {
        await using var process = Start($"Host={_folder.Path};Username=nobody;Database=articles");

        (await process.ExitCodeAsync()).ShouldNotBe(0);
        process.Output.ShouldContain("Npgsql");
        process.Output.ShouldContain(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    private TestProcess Start(string connectionString) => TestProcess.Start(
        "dotnet", [typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0"], _folder.Path,
        ("ConnectionStrings__Articles", connectionString));

    [GeneratedRegex("Applied the migration 0001-articles")]
    private static partial Regex Migrated();

    [GeneratedRegex("Now listening on: (?<url>http://.*)")]
    private static partial Regex Address();
}
