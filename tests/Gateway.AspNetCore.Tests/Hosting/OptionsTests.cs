using Gateway.Hosting;
using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.Hosting;

public sealed class OptionsTests
{
    public static TheoryData<string, Action<GatewayOptions>> Invalid => new()
    {
        { nameof(GatewayOptions.HeaderNames), options => options.HeaderNames = (HeaderNamePolicy)42 },
        { nameof(GatewayOptions.PathDecoding), options => options.PathDecoding = (PathDecoding)(-1) },
        { nameof(GatewayOptions.MaxBlockingThreads), options => options.MaxBlockingThreads = 0 },
        { nameof(GatewayOptions.QueueLimit), options => options.QueueLimit = -1 },
        { nameof(GatewayOptions.QueueTimeout), options => options.QueueTimeout = TimeSpan.Zero },
        { nameof(GatewayOptions.RequestTimeout), options => options.RequestTimeout = TimeSpan.FromTicks(-1) },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task An_option_that_cannot_be_used_fails_at_start_and_is_named(string option, Action<GatewayOptions> configure)
    {
        var used = await Should.ThrowAsync<ArgumentException>(() => GatewayHost.StartPipelineAsync(application => application.UseGatewayApp(Uncalled.App, configure)));
        var mapped = await Should.ThrowAsync<ArgumentException>(() => GatewayHost.StartPipelineAsync(application => application.MapGatewayApp("/x", Uncalled.App, configure)));

        var shared = await Should.ThrowAsync<ArgumentException>(() => GatewayHost.StartPipelineAsync(
            application => application.UseGatewayApp(Uncalled.App),
            setup => setup.Services = services => services.AddGateway(configure)));

        shared.Message.ShouldContain($"GatewayOptions.{option}");
        used.Message.ShouldContain($"GatewayOptions.{option}");
        mapped.Message.ShouldContain($"GatewayOptions.{option}");
    }

    [Theory]
    [InlineData("REQUEST_METHOD")]
    [InlineData("REMOTE_USER")]
    [InlineData("CONTENT_LENGTH")]
    [InlineData("HTTP_X_FORWARDED_FOR")]
    [InlineData("wsgi.url_scheme")]
    [InlineData("gateway.user")]
    public async Task What_belongs_to_the_request_cannot_be_set_for_it_and_whoever_tries_is_told(string key)
    {
        var answer = new Answer<Dictionary<string, object?>>();
        await using var host = await GatewayHost.StartAsync(Observed.Recording(answer), setup => setup.Options = options =>
        {
            options.Environ[key] = "from the options";
            options.Environ["myapp.setting"] = "kept";
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(200);

        var environ = await answer.GetAsync();
        environ.GetValueOrDefault(key).ShouldNotBe("from the options");
        environ["REQUEST_METHOD"].ShouldBe("GET");
        environ["myapp.setting"].ShouldBe("kept");
        host.Log.Warnings.ShouldHaveSingleItem().Message.ShouldContain(key);
    }

    [Fact]
    public async Task Defaults_come_from_the_services_and_each_app_may_differ()
    {
        await using var host = await GatewayHost.StartPipelineAsync(
            application =>
            {
                application.MapGatewayApp("/default", Settings);
                application.MapGatewayApp("/own", Settings, options =>
                {
                    options.MultiProcess = false;
                    options.Environ["myapp.b"] = "own";
                });
                application.MapGatewayApp("/again", Settings);
            },
            setup => setup.Services = services => services.AddGateway(options =>
            {
                options.MultiProcess = true;
                options.Environ["myapp.a"] = "shared";
                options.Environ["myapp.b"] = "shared";
            }));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/default")).Text.ShouldBe("shared shared True");
        (await connection.GetAsync("/own")).Text.ShouldBe("shared own False");

        // What one app changes must not leak into the defaults.
        (await connection.GetAsync("/again")).Text.ShouldBe("shared shared True");
    }

    [Fact]
    public async Task Extra_entries_are_the_requests_own_copy()
    {
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) =>
            {
                var before = environ["myapp.setting"];
                environ["myapp.setting"] = "changed";
                environ.Keys.ShouldContain("myapp.setting");
                startResponse("200 OK", []);
                return Body.Text((string)before!);
            },
            setup => setup.Options = options => options.Environ["myapp.setting"] = "configured");
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("configured");
        (await connection.GetAsync("/")).Text.ShouldBe("configured");
    }

    [Fact]
    public void Nothing_is_taken_that_is_null()
    {
        var builder = WebApplication.CreateSlimBuilder().Build();

        Should.Throw<ArgumentNullException>(() => builder.UseGatewayApp((GatewayApp)null!));
        Should.Throw<ArgumentNullException>(() => builder.UseGatewayApp((AsyncGatewayApp)null!));
        Should.Throw<ArgumentNullException>(() => builder.UseGatewayApp((AsyncIteratorApp)null!));
        Should.Throw<ArgumentNullException>(() => builder.MapGatewayApp("/x", (GatewayApp)null!));
        Should.Throw<ArgumentNullException>(() => builder.MapGatewayApp(null!, Uncalled.App));
        Should.Throw<ArgumentNullException>(() => GatewayServer.Run((GatewayApp)null!));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Settings(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", []);
        return Body.Text($"{environ["myapp.a"]} {environ["myapp.b"]} {environ["wsgi.multiprocess"]}");
    }
}
