using System.Text;
using System.Text.Json;

namespace JsonApi.Tests;

/// <summary>A test that calls the API as a function, over a store of its own.</summary>
public abstract class ApiTest : IDisposable
{
    private readonly TempFolder _folder = new();

    protected ApiTest()
    {
        StorePath = _folder.File("articles.db");
        Store = new ArticleStore(StorePath);
        App = ArticleApi.Create(Store, []);
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

    private protected Task<Answer> CallAsync(string method, string target, string? json = null) => App.CallAsync(Request(method, target, json));

    /// <summary>Adds an article and gives its id.</summary>
    private protected long Add(string title = "foobar", string content = "This is a post.") => Store.Add(new ArticleInput(title, content)).Id;

    private protected static string ArticleJson(string title, string content = "This is a post.") =>
        $$"""{"title": {{JsonSerializer.Serialize(title)}}, "content": {{JsonSerializer.Serialize(content)}}}""";

    public void Dispose()
    {
        Store.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
