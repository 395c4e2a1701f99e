namespace JsonApi.Tests;

public sealed class RoutingTests : ApiTest
{
    [Theory]
    [InlineData("/")]
    [InlineData("/nothing")]
    [InlineData("/Articles")]
    [InlineData("/articles/")]
    [InlineData("/articles/1/comments")]
    [InlineData("/articles//")]
    [InlineData("//articles")]
    public async Task An_unknown_path_answers_404(string target) =>
        (await CallAsync("GET", target)).ShouldBeProblem("404 Not Found").ShouldContain("path");

    [Theory]
    [InlineData("PATCH", "/articles", "GET, HEAD, POST, OPTIONS")]
    [InlineData("DELETE", "/articles", "GET, HEAD, POST, OPTIONS")]
    [InlineData("POST", "/articles/1", "GET, HEAD, PUT, DELETE, OPTIONS")]
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
    [InlineData("/articles", "GET, HEAD, POST, OPTIONS")]
    [InlineData("/articles/1", "GET, HEAD, PUT, DELETE, OPTIONS")]
    [InlineData("/healthz", "GET, HEAD, OPTIONS")]
    public async Task OPTIONS_tells_the_methods_a_path_has(string target, string allow)
    {
        var answer = await CallAsync("OPTIONS", target);

        answer.Status.ShouldBe("204 No Content");
        answer.Header("Allow").ShouldBe(allow);
        answer.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_stands_in_place_of_a_parameter_is_in_the_environ()
    {
        var router = new Router().Map("GET", "/a/{b}/c/{d}", (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return new(Body.Text($"{environ["route.b"]} {environ["route.d"]}"));
        });

        (await ((AsyncGatewayApp)router.CallAsync).CallAsync(Request("GET", "/a/x%20y/c/%7Bz%7D"))).Body.ShouldBe("x y {z}");
    }
}
