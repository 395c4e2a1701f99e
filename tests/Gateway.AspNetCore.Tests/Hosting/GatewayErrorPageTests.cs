using System.Text;
using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>The developer's page in front of an app: <c>UseGatewayErrorPage</c>.</summary>
public sealed class GatewayErrorPageTests
{
    [Theory, BothShapes]
    public async Task A_browser_sees_the_failure_with_the_environ_that_the_app_had(AppShape shape)
    {
        await using var host = await StartAsync(shape, Broken);
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/caf%C3%A9?x=1", "Accept: text/html", "Cookie: sid=c2VjcmV0");

        response.Status.ShouldBe(500);
        response.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        response.Header("Cache-Control").ShouldBe("no-store");
        response.Header("Content-Security-Policy").ShouldStartWith("default-src 'none'");
        response.Text.ShouldContain("<p class=\"message\">&lt;broken&gt;</p>");
        response.Text.ShouldContain("<dt>PATH_INFO</dt><dd>/caf&#233;</dd>");
        response.Text.ShouldContain("<dt>my.entry</dt><dd>set by the app</dd>");
        response.Text.ShouldContain("<h2>Middleware</h2>");
        response.Text.ShouldNotContain("c2VjcmV0");
        await connection.ShouldStillServeAsync();
    }

    [Theory]
    [InlineData("Accept: */*", "text/plain; charset=utf-8")]
    [InlineData("Accept: application/json", "application/problem+json")]
    [InlineData("Accept: text/html;q=0.1, application/problem+json", "application/problem+json")]
    [InlineData("Accept: image/png", "text/plain; charset=utf-8")]
    public async Task A_program_gets_the_form_it_asks_for(string accept, string type)
    {
        await using var host = await StartAsync(AppShape.Sync, (_, _) => throw new InvalidOperationException("broken"));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/", accept);

        response.Header("Content-Type").ShouldBe(type);
        response.Header("Vary").ShouldBe("Accept");
        response.Text.ShouldContain("InvalidOperationException");
    }

    [Fact]
    public async Task A_failure_in_front_of_the_app_is_shown_without_an_environ()
    {
        await using var host = await GatewayHost.StartPipelineAsync(application =>
        {
            application.UseGatewayErrorPage();
            application.Run(_ => throw new InvalidOperationException("not the app"));
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/", "Accept: text/html");

        response.Text.ShouldContain("not the app");
        response.Text.ShouldNotContain("<h2>Environ</h2>");
    }

    [Theory, BothShapes]
    public async Task A_response_that_has_begun_is_cut_off(AppShape shape)
    {
        await using var host = await StartAsync(shape, FailsMidway.InADeclaredLength);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "Accept: text/html", "", "");

        var (bytes, _) = await connection.ReceiveToEndAsync();
        Encoding.UTF8.GetString(bytes).ShouldNotContain("<html");
        await host.Log.WaitForErrorAsync();
    }

    [Theory]
    [InlineData("text/html", "text/html; charset=utf-8", "<h1>413 ")]
    [InlineData("*/*", "text/plain; charset=utf-8", "Too much.")]
    public async Task A_refusal_of_the_host_is_a_page_for_a_browser_only(string accept, string type, string text)
    {
        await using var host = await GatewayHost.StartAsync(AppShape.Sync, (_, _) => throw new RequestException("Too much.", 413, null));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/", $"Accept: {accept}");

        (response.Status, response.Header("Content-Type")).ShouldBe((413, type));
        response.Text.ShouldContain(text);
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, GatewayApp app) =>
        GatewayHost.StartAsync(shape, app, setup => setup.InFront = application => application.UseGatewayErrorPage());

    // Far from the tests, whose lines the page must not show.
    private static IEnumerable<ReadOnlyMemory<byte>> Broken(Environ environ, StartResponse startResponse)
    {
        environ["my.entry"] = "set by the app";
        throw new InvalidOperationException("<broken>");
    }
}
