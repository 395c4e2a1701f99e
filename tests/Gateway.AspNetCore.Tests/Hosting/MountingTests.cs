using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>Apps below a prefix: SCRIPT_NAME and PATH_INFO move on segment borders.</summary>
public sealed class MountingTests
{
    [Theory]
    [InlineData("/api", "/api|")]
    [InlineData("/api/", "/api|/")]
    [InlineData("/api/x", "/api|/x")]
    [InlineData("/api/x%20y/z", "/api|/x y/z")]
    [InlineData("/api//x", "/api|//x")]
    [InlineData("/api/api/x", "/api|/api/x")]
    [InlineData("/api/a%2Fb", "/api|/a%2Fb")]
    [InlineData("/API/x", "/API|/x")]
    [InlineData("/%61pi/x", "/api|/x")]
    [InlineData("/apix", "|/apix")]
    [InlineData("/api%2Fx", "|/api%2Fx")]
    [InlineData("/", "|/")]
    [InlineData("/other/api", "|/other/api")]
    public async Task MapGatewayApp_moves_the_prefix(string target, string expected)
    {
        await ShouldAnswerAsync(target, expected, application =>
        {
            application.MapGatewayApp("/api", Names);
            application.MapGatewayApp("/", Names);
        });
    }

    [Theory]
    [InlineData("/api/v1/x", "/api/v1|/x")]
    [InlineData("/api/v10/x", "|/api/v10/x")]
    [InlineData("/api", "|/api")]
    public async Task A_prefix_may_have_several_segments(string target, string expected)
    {
        await ShouldAnswerAsync(target, expected, application =>
        {
            application.MapGatewayApp("/api/v1", Names);
            application.MapGatewayApp("/", Names);
        });
    }

    [Theory]
    [InlineData("/x", "/x|")]
    [InlineData("/x/", "/x|/")]
    [InlineData("/x/y", "/x|/y")]
    [InlineData("/xy", "|/xy")]
    public async Task UseGatewayApp_below_map_has_the_prefix_too(string target, string expected)
    {
        await ShouldAnswerAsync(target, expected, application =>
        {
            application.Map("/x", branch => branch.UseGatewayApp(Names));
            application.UseGatewayApp(Names);
        });
    }

    [Fact]
    public async Task A_path_base_is_the_script_name()
    {
        await ShouldAnswerAsync("/base/x", "/base|/x", application =>
        {
            application.UsePathBase("/base");
            application.UseGatewayApp(Names);
        });
    }

    [Fact]
    public async Task The_prefix_is_given_back_to_what_stands_in_front()
    {
        string? after = null;
        await ShouldAnswerAsync("/api/x", "/api|/x", application =>
        {
            application.Use(async (context, next) =>
            {
                await next(context);
                after = $"{context.Request.PathBase}|{context.Request.Path}";
            });
            application.UseRouting();
            application.MapGatewayApp("/api", Names);
        });

        after.ShouldBe("|/api/x");
    }

    [Fact]
    public async Task Other_endpoints_work_next_to_a_mapped_app()
    {
        await using var host = await GatewayHost.StartPipelineAsync(application =>
        {
            application.MapGatewayApp("/", Names);
            application.MapGet("/api/health", () => "healthy");
            application.MapGatewayApp("/api", Names);
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/api/health")).Text.ShouldBe("healthy");
        (await connection.GetAsync("/api/other")).Text.ShouldBe("/api|/other");
        (await connection.GetAsync("/elsewhere")).Text.ShouldBe("|/elsewhere");
    }

    [Fact]
    public async Task The_url_is_rebuilt_with_the_prefix()
    {
        await using var host = await GatewayHost.StartPipelineAsync(
            application => application.MapGatewayApp("/api", (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Text(environ.Url.AbsoluteUri);
            }));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/api/a%2Fb?q")).Text.ShouldBe("http://a/api/a%2Fb?q");
    }

    [Theory]
    [InlineData("api")]
    [InlineData("/api/")]
    [InlineData("/{id}")]
    [InlineData("/api/{*rest}")]
    public async Task A_prefix_that_is_no_plain_path_is_refused_at_start(string prefix)
    {
        var error = await Should.ThrowAsync<ArgumentException>(
            () => GatewayHost.StartPipelineAsync(application => application.MapGatewayApp(prefix, Names)));

        error.Message.ShouldContain(prefix);
    }

    [Fact]
    public async Task Every_method_reaches_a_mapped_app()
    {
        await using var host = await GatewayHost.StartPipelineAsync(
            application => application.MapGatewayApp("/api", (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Text(environ.RequestMethod);
            }));
        await using var connection = await host.ConnectAsync();

        foreach (var method in new[] { "GET", "POST", "DELETE", "FROB" })
        {
            await connection.SendAsync($"{method} /api HTTP/1.1", "Host: a", "Content-Length: 0", "", "");
            (await connection.ReceiveResponseAsync()).Text.ShouldBe(method);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Names(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        return Body.Text($"{environ["SCRIPT_NAME"]}|{environ["PATH_INFO"]}");
    }

    private static async Task ShouldAnswerAsync(string target, string expected, Action<WebApplication> pipeline)
    {
        await using var host = await GatewayHost.StartPipelineAsync(pipeline);
        await using var connection = await host.ConnectAsync();
        var response = await connection.GetAsync(target);
        response.Status.ShouldBe(200);
        response.Text.ShouldBe(expected);
    }
}
