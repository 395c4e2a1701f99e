using Gateway.Hosting;
using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.AspNetCore.Tests.Hosting;

public sealed class OptionsTests
{
    public static TheoryData<string, string, string> InvalidConfiguration => new()
    {
        { "Gateway:Execution:MaxBlockingThreads", "0", "GatewayOptions.Execution.MaxBlockingThreads" },
        { "Gateway:Execution:QueueLimit", "many", "Gateway:Execution:QueueLimit" },
        { "Gateway:Execution:QueLimit", "1", "QueLimit" },
        { "Gateway:Timeouts:Request", "soon", "Gateway:Timeouts:Request" },
        { "Gateway:Timeouts:Request", "00:00:00", "GatewayOptions.Timeouts.Request" },
        { "Gateway:Requests:HeaderNames", "Maybe", "Gateway:Requests:HeaderNames" },
        { "Gateway:MaxBlockingThreads", "1", "Gateway:MaxBlockingThreads" },
    };

    [Fact]
    public void Options_are_read_from_a_configuration_section_and_can_be_changed_further()
    {
        var services = new ServiceCollection();
        services.AddGateway(
            Section(
                ("Gateway:Requests:HeaderNames", "refuse"), ("Gateway:Requests:PathDecoding", "Cgi"), ("Gateway:Execution:Serial", "true"),
                ("Gateway:Execution:MultiProcess", "true"), ("Gateway:Execution:MaxBlockingThreads", "5"),
                ("Gateway:Execution:QueueLimit", "6"),
                ("Gateway:Execution:QueueTimeout", "00:00:07"), ("Gateway:Timeouts:Request", "00:00:08"),
                ("Gateway:Environ:myapp.setting", "on")),
            options => options.Execution.QueueLimit++);

        var options = services.BuildServiceProvider().GetRequiredService<IOptions<GatewayOptions>>().Value;

        options.Requests.HeaderNames.ShouldBe(HeaderNamePolicy.Refuse);
        options.Requests.PathDecoding.ShouldBe(PathDecoding.Cgi);
        (options.Execution.Serial, options.Execution.MultiProcess, options.Execution.MaxBlockingThreads, options.Execution.QueueLimit)
            .ShouldBe((true, true, 5, 7));
        (options.Execution.QueueTimeout, options.Timeouts.Request).ShouldBe((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8)));
        options.Environ["myapp.setting"].ShouldBe("on");
    }

    [Theory]
    [MemberData(nameof(InvalidConfiguration))]
    public async Task A_configuration_that_cannot_be_used_fails_at_start_and_is_named(string key, string value, string named)
    {
        var error = await Should.ThrowAsync<Exception>(() => GatewayHost.StartPipelineAsync(
            application => application.UseGatewayApp(Uncalled.App),
            setup => setup.Services = services => services.AddGateway(Section((key, value)))));

        error.ToString().ShouldContain(named);
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] entries) =>
        new ConfigurationBuilder().AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value)))
            .Build().GetSection("Gateway");

    public static TheoryData<string, Action<GatewayOptions>> Invalid => new()
    {
        { "Requests.HeaderNames", options => options.Requests.HeaderNames = (HeaderNamePolicy)42 },
        { "Requests.PathDecoding", options => options.Requests.PathDecoding = (PathDecoding)(-1) },
        { "Execution.MaxBlockingThreads", options => options.Execution.MaxBlockingThreads = 0 },
        { "Execution.QueueLimit", options => options.Execution.QueueLimit = -1 },
        { "Execution.QueueTimeout", options => options.Execution.QueueTimeout = TimeSpan.Zero },
        { "Timeouts.Request", options => options.Timeouts.Request = TimeSpan.FromTicks(-1) },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task An_option_that_cannot_be_used_fails_at_start_and_is_named(string option, Action<GatewayOptions> configure)
    {
        var used = await Should.ThrowAsync<ArgumentException>(
            () => GatewayHost.StartPipelineAsync(application => application.UseGatewayApp(Uncalled.App, configure)));
        var mapped = await Should.ThrowAsync<ArgumentException>(
            () => GatewayHost.StartPipelineAsync(application => application.MapGatewayApp("/x", Uncalled.App, configure)));

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
    public async Task Entries_of_the_request_cannot_be_configured_and_a_warning_says_so(string key)
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
                    options.Execution.MultiProcess = false;
                    options.Environ["myapp.b"] = "own";
                });
                application.MapGatewayApp("/again", Settings);
            },
            setup => setup.Services = services => services.AddGateway(options =>
            {
                options.Execution.MultiProcess = true;
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
    public void Null_arguments_are_refused()
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
