using System.Text;
using System.Text.Json;

namespace JsonApi.Tests;

/// <summary>A test that calls the API as a function, over a store of its own.</summary>
public abstract class ApiTest : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;

    protected ApiTest()
    {
        StorePath = _folder.File("articles.db");
        _database = Database.Of(null, StorePath);
        Store = new ArticleStore(_database);
        App = ArticleApi.Create(Store, []);
    }

    public Task InitializeAsync() => _database.MigrateAsync();

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    protected string StorePath { get; }

    private protected ArticleStore Store { get; }

    protected AsyncGatewayApp App { get; }

    private protected static Environ Request(string method, string target, string? json = null)
    {
        var environ = Environ.ForRequest(method, target, Encoding.UTF8.GetBytes(json ?? ""));
        if (json is not null)
            environ.ContentType = "application/json";
        return environ;
    }

    private protected Task<Answer> CallAsync(string method, string target, string? json = null) =>
        App.CallAsync(Request(method, target, json));

    /// <summary>Adds an article and gives its id.</summary>
    private protected async Task<long> AddAsync(string title = "foobar", string content = "This is a post.") =>
        (await Store.AddAsync(new ArticleInput(title, content))).Id;

    private protected static string ArticleJson(string title, string content = "This is a post.") =>
        $$"""{"title": {{JsonSerializer.Serialize(title)}}, "content": {{JsonSerializer.Serialize(content)}}}""";
}
