namespace JsonApi.Tests;

public sealed class RoutingTests : ApiTest
{
    [Theory]
    [InlineData("/nothing")]
    [InlineData("/Articles")]
    [InlineData("/articles/")]
    [InlineData("/articles/1/comments")]
    [InlineData("/articles//")]
    [InlineData("//articles")]
    public async Task An_unknown_path_answers_404(string target) =>
        (await CallAsync("GET", target)).ShouldBeProblem("404 Not Found").ShouldContain("path");

    [Theory]
    [InlineData("PATCH", "/articles", "GET, HEAD, OPTIONS, POST")]
    [InlineData("DELETE", "/articles", "GET, HEAD, OPTIONS, POST")]
    [InlineData("POST", "/articles/1", "DELETE, GET, HEAD, OPTIONS, PUT")]
    [InlineData("POST", "/healthz", "GET, HEAD, OPTIONS")]
    [InlineData("get", "/healthz", "GET, HEAD, OPTIONS")]
    [InlineData("BREW", "/healthz", "GET, HEAD, OPTIONS")]
    public async Task A_method_the_path_has_not_answers_405_and_tells_which_it_has(string method, string target, string allow)
    {
        var answer = await CallAsync(method, target);

        answer.ShouldBeProblem("405 Method Not Allowed").ShouldContain(allow);
        answer.Header("Allow").ShouldBe(allow);
    }

    [Theory]
    [InlineData("/articles", "GET, HEAD, OPTIONS, POST")]
    [InlineData("/articles/1", "DELETE, GET, HEAD, OPTIONS, PUT")]
    [InlineData("/healthz", "GET, HEAD, OPTIONS")]
    public async Task OPTIONS_tells_the_methods_a_path_has(string target, string allow)
    {
        var answer = await CallAsync("OPTIONS", target);

        answer.Status.ShouldBe("204 No Content");
        answer.Header("Allow").ShouldBe(allow);
        answer.Body.ShouldBeEmpty();
    }
}
