using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>Status code pages fill in what an app left empty, and nothing else.</summary>
public sealed class ErrorPagesInFrontTests
{
    [Theory, BothShapes]
    public async Task A_status_code_page_fills_an_empty_error(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("404 Not Found", [("X-App", "1")]);
                return Body.Empty;
            },
            setup => setup.InFront = application => application.UseStatusCodePages("text/plain", "page for {0}"));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(404);
        response.Text.ShouldBe("page for 404");
        response.Header("X-App").ShouldBe("1");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_status_code_page_leaves_an_error_with_a_body_alone(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("404 Not Found", []);
                return Blocks.Lazily("the app's ", "own");
            },
            setup => setup.InFront = application => application.UseStatusCodePages("text/plain", "page for {0}"));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("the app's own");
    }
}
