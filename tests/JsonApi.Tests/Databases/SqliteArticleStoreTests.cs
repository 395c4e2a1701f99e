namespace JsonApi.Tests;

public sealed class SqliteArticleStoreTests(SqliteDatabases databases) : ArticleStoreTests(databases), IClassFixture<SqliteDatabases>;
