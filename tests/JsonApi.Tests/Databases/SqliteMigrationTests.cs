namespace JsonApi.Tests;

public sealed class SqliteMigrationTests(SqliteDatabases databases) : MigrationTests(databases), IClassFixture<SqliteDatabases>;
