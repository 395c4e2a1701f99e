namespace JsonApi.Tests;

public sealed class SqliteConcurrencyTests(SqliteDatabases databases) : ConcurrencyTests(databases), IClassFixture<SqliteDatabases>;
