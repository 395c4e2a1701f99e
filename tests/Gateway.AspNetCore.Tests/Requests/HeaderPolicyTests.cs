using Gateway.Hosting;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>The option that refuses ambiguous header names or lets them pass.</summary>
public sealed class HeaderPolicyTests
{
    [Fact]
    public async Task Refusing_answers_400_without_calling_the_app()
    {
        var calls = 0;
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) =>
            {
                calls++;
                startResponse("200 OK", []);
                return Body.Empty;
            },
            setup => setup.Options = options => options.Requests.HeaderNames = HeaderNamePolicy.Refuse);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/", "X_Auth_User: evil")).Status.ShouldBe(400);
        calls.ShouldBe(0);

        await using var another = await host.ConnectAsync();
        (await another.GetAsync("/", "X-Auth-User: good")).Status.ShouldBe(200);
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task Refused_requests_are_not_errors_in_the_log()
    {
        await using var host = await GatewayHost.StartAsync(
            Faults.Uncalled.App,
            setup => setup.Options = options => options.Requests.HeaderNames = HeaderNamePolicy.Refuse);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/", "X_Auth_User: evil")).Status.ShouldBe(400);

        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Allowing_lets_an_underscore_pass()
    {
        var environ = await Observed.WithAsync(
            setup => setup.Options = options => options.Requests.HeaderNames = HeaderNamePolicy.Allow,
            "GET / HTTP/1.1", "Host: a", "X_Legacy: 1", "", "");

        environ["HTTP_X_LEGACY"].ShouldBe("1");
    }

    [Fact]
    public async Task Allowing_still_keeps_proxy_out()
    {
        var environ = await Observed.WithAsync(
            setup => setup.Options = options => options.Requests.HeaderNames = HeaderNamePolicy.Allow,
            "GET / HTTP/1.1", "Host: a", "Proxy: http://evil", "", "");

        environ.ShouldNotContainKey("HTTP_PROXY");
    }
}
