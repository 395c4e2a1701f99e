namespace JsonApi.Tests;

/// <summary><see cref="ServedApiTests"/> in memory.</summary>
public sealed class TestServerTests(JsonApiFactory factory) : ServedApiTests(factory), IClassFixture<JsonApiFactory>;
