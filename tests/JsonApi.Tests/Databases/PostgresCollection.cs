namespace JsonApi.Tests;

/// <summary>Tests that share a PostgreSQL server. They run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresDatabases>
{
    public const string Name = "PostgreSQL";
}
