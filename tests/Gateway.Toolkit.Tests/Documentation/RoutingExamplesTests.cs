namespace Gateway.Toolkit.Tests;

public class RoutingExamplesTests
{
    [Theory]
    [InlineData("/", "home")]
    [InlineData("/articles/5", "article 5")]
    [InlineData("/files/a/b", "a/b has 3 bytes")]
    public async Task The_first_example_does_what_it_says(string path, string text) =>
        (await new GatewayClient(RoutingExamples.First()).Get(path)).Text.ShouldBe(text);

    [Theory]
    [InlineData("/articles/5", "article 5")]
    [InlineData("/hello/you", "Hello you\n")]
    public async Task Handlers_come_in_many_shapes(string path, string text) =>
        (await new GatewayClient(RoutingExamples.Shapes()).Get(path)).Text.ShouldBe(text);

    [Theory]
    [InlineData("/posts/on-wsgi", "200 OK")]
    [InlineData("/posts/On_WSGI", "404 Not Found")]
    public async Task A_router_takes_constraints_of_the_app(string path, string status) =>
        (await new GatewayClient(RoutingExamples.Constraints()).Get(path)).Status.ShouldBe(status);

    [Fact]
    public async Task Names_make_urls() =>
        (await new GatewayClient(RoutingExamples.Names()).Get("/latest")).Text.ShouldBe("/articles/5");

    [Theory]
    [InlineData("/", "/admin/users/1")]
    [InlineData("/admin", "dashboard")]
    [InlineData("/admin/users/1", "user 1")]
    public async Task Routers_nest_in_routers(string path, string text) =>
        (await new GatewayClient(RoutingExamples.Nested()).Get(path)).Text.ShouldBe(text);
}
