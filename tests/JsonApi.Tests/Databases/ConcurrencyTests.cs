using System.Text;

namespace JsonApi.Tests;

/// <summary>Two instances of the app on one database, and many clients that change it at once.</summary>
public abstract class ConcurrencyTests(ITestDatabases databases) : DatabaseTest(databases)
{
    private const int Clients = 16;
    private const int Rounds = 8;

    private AsyncGatewayApp[] _apps = [];
    private ArticleStore _store = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Database[] instances = [Open(), Open()];
        await instances[0].MigrateAsync();
        _apps = [.. instances.Select(instance => ArticleApi.Create(new ArticleStore(instance), []))];
        _store = new ArticleStore(instances[0]);
    }

    [RequiringFact]
    public async Task Of_many_changes_with_the_same_If_Match_one_wins_in_each_round()
    {
        var article = await _store.AddAsync(new ArticleInput("start", ""));
        for (var round = 1; round <= Rounds; round++)
        {
            var etag = article.ETag.ToString();
            var answers = await AtOnceAsync(client => PutAsync(client, etag, $"round {round}, client {client}"));

            answers.Count(answer => answer.Code == 200).ShouldBe(1);
            answers.Count(answer => answer.Code == 412).ShouldBe(Clients - 1);
            article = (await _store.FindAsync(article.Id))!;
            article.Version.ShouldBe(round + 1);
            answers.Single(answer => answer.Code == 200).Json.GetProperty("content").GetString().ShouldBe(article.Content);
        }
    }

    [RequiringFact]
    public async Task No_change_is_lost_where_each_client_repeats_what_was_refused()
    {
        await _store.AddAsync(new ArticleInput("list", ""));

        await AtOnceAsync(async client =>
        {
            while (true)
            {
                var read = await CallAsync(client, "GET", "/articles/1");
                var put = await PutAsync(client, read.Header("ETag"), $"{read.Json.GetProperty("content").GetString()}{client};");
                if (put.Code == 200)
                    return put;
                put.Code.ShouldBe(412);
            }
        });

        var article = (await _store.FindAsync(1))!;
        article.Version.ShouldBe(Clients + 1);
        article.Content.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, Clients));
    }

    [RequiringFact]
    public async Task Changes_without_conditions_happen_one_after_the_other()
    {
        await _store.AddAsync(new ArticleInput("start", ""));

        var answers = await AtOnceAsync(client => PutAsync(client, null, $"client {client}"));

        var versions = Enumerable.Range(2, Clients).Select(version => $"\"{version}\"");
        answers.Select(answer => answer.Header("ETag")).Order().ShouldBe(versions.Order());
    }

    [RequiringFact]
    public async Task One_of_many_deletions_deletes_an_article()
    {
        await _store.AddAsync(new ArticleInput("start", ""));

        var answers = await AtOnceAsync(client => CallAsync(client, "DELETE", "/articles/1"));

        answers.Count(answer => answer.Code == 204).ShouldBe(1);
        answers.Count(answer => answer.Code == 404).ShouldBe(Clients - 1);
    }

    [RequiringFact]
    public async Task Articles_created_at_once_have_different_ids()
    {
        var answers = await AtOnceAsync(client => CallAsync(client, "POST", "/articles", """{"title": "new", "content": ""}"""));

        answers.Select(answer => answer.Header("Location")).Distinct().Count().ShouldBe(Clients);
        (await _store.CountAsync()).ShouldBe(Clients);
    }

    // From threads of their own that begin together: SQLite's calls do not return before they are done.
    private static async Task<Answer[]> AtOnceAsync(Func<int, Task<Answer>> client)
    {
        using var start = new Barrier(Clients);
        return await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(() =>
        {
            start.SignalAndWait(TestTimeout.Limit);
            return client(number);
        })));
    }

    private Task<Answer> PutAsync(int client, string? ifMatch, string content) =>
        CallAsync(client, "PUT", "/articles/1", $$"""{"title": "changed", "content": "{{content}}"}""", ifMatch);

    private Task<Answer> CallAsync(int client, string method, string target, string json = "", string? ifMatch = null)
    {
        var environ = Environ.ForRequest(method, target, Encoding.UTF8.GetBytes(json));
        if (json.Length > 0)
            environ.ContentType = "application/json";
        if (ifMatch is not null)
            environ["HTTP_IF_MATCH"] = ifMatch;
        return _apps[client % _apps.Length].CallAsync(environ);
    }
}
