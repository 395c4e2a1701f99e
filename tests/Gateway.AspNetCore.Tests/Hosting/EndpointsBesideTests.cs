using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.AspNetCore.Tests.Hosting;

/// <summary>UseGatewayApp beside endpoints: on a WebApplication these run last, whatever the order of the lines.</summary>
public sealed class EndpointsBesideTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_endpoint_that_routing_matched_is_not_the_apps(bool endpointFirst)
    {
        await using var host = await GatewayHost.StartPipelineAsync(application =>
        {
            if (endpointFirst)
                application.MapGet("/health", () => "healthy");
            application.UseGatewayApp(Path);
            if (!endpointFirst)
                application.MapGet("/health", () => "healthy");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/health")).Text.ShouldBe("healthy");
        (await connection.GetAsync("/healthy")).Text.ShouldBe("/healthy");
        (await connection.GetAsync("/")).Text.ShouldBe("/");
    }

    [Fact]
    public async Task The_app_is_the_end_where_routing_matched_nothing()
    {
        await using var host = await GatewayHost.StartPipelineAsync(application =>
        {
            application.MapGet("/health", () => "healthy");
            application.UseGatewayApp(Path);
            application.Run(context => throw new InvalidOperationException("UseGatewayApp is terminal."));
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/elsewhere")).Text.ShouldBe("/elsewhere");
    }

    [Fact]
    public async Task A_branch_belongs_to_the_app_at_its_end_whatever_routing_matched()
    {
        await using var host = await GatewayHost.StartPipelineAsync(application =>
        {
            application.Map("/branch", branch => branch.UseGatewayApp(Path));
            application.MapFallback(() => "fallback");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/branch/x")).Text.ShouldBe("/x");
        (await connection.GetAsync("/elsewhere")).Text.ShouldBe("fallback");
    }

    [Fact]
    public async Task Endpoints_run_explicitly_before_the_app_need_no_help()
    {
        await using var host = await GatewayHost.StartPipelineAsync(application =>
        {
            application.UseRouting();
            application.MapGet("/health", () => "healthy");
            application.UseEndpoints(_ => { });
            application.UseGatewayApp(Path);
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/health")).Text.ShouldBe("healthy");
        (await connection.GetAsync("/elsewhere")).Text.ShouldBe("/elsewhere");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Path(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        return Body.Text(environ.PathInfo);
    }
}
