using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Gateway.Aspire.Tests;

/// <summary>The model that <c>AddGatewayApp</c> makes. Nothing is started: that takes Aspire's own orchestrator.</summary>
public sealed class GatewayAppTests
{
    private readonly IDistributedApplicationBuilder _builder =
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });

    [Fact]
    public async Task An_app_is_a_process_of_the_tool()
    {
        var shop = AddShop();

        shop.Resource.Command.ShouldBe("gateway");
        shop.Resource.WorkingDirectory.ShouldBe(Path.GetFullPath(Path.Combine(_builder.AppHostDirectory, "../Shop")));
        (await ArgumentsAsync(shop.Resource))
            .ShouldBe(["serve", "Shop.csproj", "--health", "/healthz", "--otlp", "--workers-blocking", "16"]);
    }

    [Fact]
    public async Task Aspire_chooses_the_port_and_names_its_collector()
    {
        var shop = AddShop();

        var endpoint = shop.Resource.Annotations.OfType<EndpointAnnotation>().Single();
        endpoint.UriScheme.ShouldBe("http");
        endpoint.TargetPort.ShouldBeNull();
        var variables = await VariablesAsync(shop.Resource);
        variables["PORT"].ShouldBeOfType<EndpointReferenceExpression>().Property.ShouldBe(EndpointProperty.TargetPort);
        variables.Keys.ShouldContain("OTEL_EXPORTER_OTLP_ENDPOINT");
    }

    [Fact]
    public void An_app_is_healthy_when_it_is_ready()
    {
        var shop = AddShop();
        using var application = _builder.Build();

        shop.Resource.Annotations.OfType<HealthCheckAnnotation>().Single().Key.ShouldContain("/healthz/ready");
    }

    [Fact]
    public async Task The_arguments_are_options_of_the_tool()
    {
        var page = Repository.Read("docs/tool.md");

        var arguments = (await ArgumentsAsync(AddShop().Resource)).OfType<string>();
        foreach (var argument in arguments.Where(text => text.StartsWith("--", StringComparison.Ordinal)))
            page.ShouldContain($"| `{argument}");
    }

    [Theory]
    [InlineData("", "app.cs")]
    [InlineData("shop", " ")]
    public void An_empty_name_or_app_is_refused(string name, string app) =>
        Should.Throw<ArgumentException>(() => _builder.AddGatewayApp(name, ".", app));

    [Fact]
    public void The_lines_of_the_readme_build_a_model()
    {
        var builder = _builder;
        builder.Configuration["ConnectionStrings:cache"] = "localhost:6379";

        // The same lines, word for word.
        var cache = builder.AddConnectionString("cache");
        var shop = builder.AddGatewayApp("shop", "../Shop", "Shop.csproj", "--workers-blocking", "16").WithReference(cache);
        builder.AddExecutable("browser", "curl", ".").WithReference(shop.GetEndpoint("http")).WaitFor(shop);

        var snippet = MarkdownPage.Read("src/Gateway.Aspire/README.md").Blocks("csharp").Single();
        var test = Repository.Read("tests/Gateway.Aspire.Tests/GatewayAppTests.cs").ReplaceLineEndings("\n");
        foreach (var line in snippet.TrimEnd('\n').Split('\n'))
            test.ShouldContain($"        {line}\n");
        builder.Resources.Select(resource => resource.Name).ShouldBe(["cache", "shop", "browser"]);
    }

    private IResourceBuilder<ExecutableResource> AddShop() =>
        _builder.AddGatewayApp("shop", "../Shop", "Shop.csproj", "--workers-blocking", "16");

    private async Task<List<object>> ArgumentsAsync(IResource resource)
    {
        var context = new CommandLineArgsCallbackContext([], resource) { ExecutionContext = _builder.ExecutionContext };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await annotation.Callback(context);
        return [.. context.Args];
    }

    private async Task<Dictionary<string, object>> VariablesAsync(IResource resource)
    {
        var context = new EnvironmentCallbackContext(_builder.ExecutionContext, resource);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(context);
        return context.EnvironmentVariables;
    }
}
