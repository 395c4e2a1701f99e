using System.Text.Json;

namespace Gateway.Toolkit.Tests.Routing;

/// <summary>The router's own 404 and 405: a page for a person with a browser, problem details (RFC 9457) for every program.</summary>
public sealed class RefusalTests
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private readonly GatewayClient _client = Client(_ => Response.Text("home"));

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData("application/problem+json, text/html;q=0.5")]
    [InlineData("text/html;q=0")]
    [InlineData("text/html((")]
    public async Task A_program_gets_problem_details(string? accept)
    {
        var response = await _client.Get("/nowhere", Accept(accept));

        response.StatusCode.ShouldBe(404);
        response.Headers["Content-Type"].ShouldBe("application/problem+json");
        response.Headers["Vary"].ShouldBe("Accept");
        JsonDocument.Parse(response.Bytes).RootElement.GetProperty("status").GetInt32().ShouldBe(404);
    }

    [Theory]
    [InlineData(Browser)]
    [InlineData("text/html")]
    public async Task A_browser_gets_a_small_page(string accept)
    {
        var response = await _client.Get("/nowhere", Accept(accept));

        response.StatusCode.ShouldBe(404);
        response.Headers["Content-Type"].ShouldBe("text/html; charset=utf-8");
        response.Headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; style-src 'sha256-");
        response.Headers["Vary"].ShouldBe("Accept");
        response.Text.ShouldContain("<h1>404 Not Found</h1>");
        response.Text.ShouldContain("There is nothing at this path.");
    }

    [Fact]
    public async Task A_browser_that_uses_a_wrong_method_gets_a_page_and_the_right_methods()
    {
        var response = await _client.Delete("/", Accept(Browser));

        response.StatusCode.ShouldBe(405);
        response.Headers["Allow"].ShouldBe("GET, HEAD, OPTIONS");
        response.Headers["Content-Type"].ShouldBe("text/html; charset=utf-8");
        response.Text.ShouldContain("<h1>405 Method Not Allowed</h1>");
        response.Text.ShouldContain("GET, HEAD, OPTIONS");
    }

    [Fact]
    public async Task A_fault_in_a_browsers_request_is_a_page_too()
    {
        var client = Client(_ => throw new BadRequestException("Not <so>."));

        var response = await client.Get("/", Accept(Browser));

        (response.StatusCode, response.Headers["Content-Type"]).ShouldBe((400, "text/html; charset=utf-8"));
        response.Text.ShouldContain("Not &lt;so&gt;.");
    }

    [Fact]
    public async Task A_problem_that_a_handler_returns_stays_as_it_is()
    {
        var client = Client(_ => Response.Problem(404, "No such article."));

        (await client.Get("/", Accept(Browser))).Headers["Content-Type"].ShouldBe("application/problem+json");
    }

    private static GatewayClient Client(Func<Request, Response> home)
    {
        var router = new Router();
        router.Get("/", home);
        return Served.By(router);
    }

    private static (string Name, string Value)[] Accept(string? value) => value is null ? [] : [("Accept", value)];
}
