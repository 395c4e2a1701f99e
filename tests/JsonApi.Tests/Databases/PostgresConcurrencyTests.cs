namespace JsonApi.Tests;

[Collection(PostgresCollection.Name)]
[Requires(PostgresServer.Initdb, PostgresServer.Postgres, PostgresServer.Setpriv)]
public sealed class PostgresConcurrencyTests(PostgresDatabases databases) : ConcurrencyTests(databases);
