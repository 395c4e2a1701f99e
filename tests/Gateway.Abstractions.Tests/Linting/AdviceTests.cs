using Gateway.Fakes;

namespace Gateway.Linting;

/// <summary>What should be so but need not: said once per response, and nothing more.</summary>
public class AdviceTests
{
    [Theory]
    [InlineData("content-type-given", "GET", "200 OK", "a")]
    [InlineData("head-without-body", "HEAD", "200 OK", "a", "Content-Type")]
    [InlineData("bodiless-headers", "GET", "204 No Content", "", "Content-Type")]
    [InlineData("bodiless-headers", "GET", "304 Not Modified", "", "Content-Type")]
    [InlineData("bodiless-headers", "GET", "204 No Content", "", "Content-Length")]
    [InlineData("header-name-form", "GET", "200 OK", "", "X-")]
    [InlineData("header-name-form", "GET", "200 OK", "", "X_")]
    [InlineData("header-name-form", "GET", "200 OK", "", "X_A")]
    [InlineData("header-name-form", "GET", "200 OK", "", "1X")]
    [InlineData("method-known", "get", "200 OK", "")]
    public async Task It_is_said_once(string rule, string method, string status, string body, params string[] headers)
    {
        foreach (var isAsync in new[] { false, true })
        {
            var environ = Environ.ForRequest(method);

            var response = await LintHost.RunAsync(
                (_, start) =>
                {
                    start(status, [.. headers.Select(name => (name, "0"))]);
                    return body.Length == 0 ? [] : [Blocks.Of(body), Blocks.Of(body)];
                },
                isAsync,
                environ);

            response.Status.ShouldBe(status);
            var offender = rule == "method-known" ? "The host" : $"The app {nameof(AdviceTests)}.{nameof(It_is_said_once)}";
            Said(environ, rule).ShouldStartWith($"Gateway lint: warning: {offender} should mind {rule}: ");
        }
    }

    [Fact]
    public void Not_by_each_layer()
    {
        var environ = Environ.ForRequest();

        LintHost.Serve(Lint.Check(Lint.Check((GatewayApp)((_, start) =>
        {
            start("200 OK", []);
            return Body.Text("a");
        }))), environ);

        Said(environ, "content-type-given");
    }

    [Fact]
    public void But_for_each_response()
    {
        var environ = Environ.ForRequest();
        var app = Lint.Check((GatewayApp)((_, start) =>
        {
            start("200 OK", []);
            return Body.Text("a");
        }));

        RecordedResponse.Run(app, environ);
        RecordedResponse.Run(app, environ);

        LintHost.ErrorsOf(environ).Split("content-type-given").Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("wsgi.mine")]
    [InlineData("gateway.mine")]
    public void Keys_of_the_contract_are_reserved(string key)
    {
        var environ = Environ.ForRequest();
        environ[key] = 1;

        LintHost.Serve(Lint.Check((GatewayApp)((_, start) =>
        {
            start("200 OK", []);
            return Body.Empty;
        })), environ);

        Said(environ, "reserved-keys").ShouldContain(key);
    }

    [Fact]
    public void An_error_stream_that_fails_does_not_hide_the_rule()
    {
        var environ = Environ.ForRequest();
        environ.Errors.Dispose();

        LintHost.ShouldBreak(
            "start-response-first", LintSide.App, () => LintHost.Serve(Lint.Check((GatewayApp)((_, _) => Body.Empty)), environ));
    }

    private static string Said(Environ environ, string rule)
    {
        var lines = LintHost.ErrorsOf(environ).Split(environ.Errors.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1);
        lines[0].ShouldContain(rule);
        return lines[0];
    }
}
