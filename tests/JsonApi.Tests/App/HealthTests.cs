using Microsoft.Data.Sqlite;

namespace JsonApi.Tests;

public sealed class HealthTests : ApiTest
{
    [Fact]
    public async Task A_store_that_can_be_read_is_healthy()
    {
        var answer = await CallAsync("GET", "/healthz");

        answer.Status.ShouldBe("200 OK");
        answer.Header("Content-Type").ShouldBe("application/json");
        answer.Header("Cache-Control").ShouldBe("no-store");
        answer.Body.ShouldBe("""{"status":"healthy"}""");
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_answers_503_and_tells_the_operator_why()
    {
        BrokenStore.Break(StorePath);
        var environ = Request("GET", "/healthz");

        var answer = await App.CallAsync(environ);

        answer.ShouldBeProblem("503 Service Unavailable").ShouldNotContain("SQLite");
        environ.Errors.ToString().ShouldNotBeNull().ShouldContain("no such table");
    }

    [Fact]
    public async Task A_store_that_fails_otherwise_is_left_to_the_server()
    {
        BrokenStore.Break(StorePath);

        await Should.ThrowAsync<SqliteException>(() => CallAsync("GET", "/articles"));
    }
}
