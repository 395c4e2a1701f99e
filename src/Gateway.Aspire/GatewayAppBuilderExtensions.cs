using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Gateway apps as resources of an Aspire application.</summary>
public static class GatewayAppBuilderExtensions
{
    private const string Health = "/healthz";

    /// <summary>Adds an app that the tool <c>gateway</c> serves. It listens at a port that Aspire chooses, and is ready when its readiness
    /// responds 200; metrics and traces go to Aspire's dashboard.</summary>
    /// <remarks>The tool has to be installed: <c>dotnet tool install --global Gateway.Tool</c>.</remarks>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the resource.</param>
    /// <param name="workingDirectory">The working folder of the app, from the folder of the AppHost.</param>
    /// <param name="app">The app, as <c>gateway serve</c> takes it: an assembly, a project, a C# file, or <c>MODULE:APP</c> of
    /// Python.</param>
    /// <param name="args">More arguments of <c>gateway serve</c>.</param>
    /// <returns>The resource.</returns>
    /// <exception cref="ArgumentException">The name or the app is empty.</exception>
    /// <example>
    /// <code>
    /// var shop = builder.AddGatewayApp("shop", "../Shop", "Shop.csproj", "--workers-blocking", "16").WithReference(cache);
    /// </code>
    /// </example>
    public static IResourceBuilder<ExecutableResource> AddGatewayApp(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string workingDirectory, string app, params string[] args)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        ArgumentException.ThrowIfNullOrWhiteSpace(app);
        ArgumentNullException.ThrowIfNull(args);
        return builder.AddExecutable(name, "gateway", workingDirectory, ["serve", app, "--health", Health, "--otlp", .. args])
            .WithHttpEndpoint(env: "PORT")
            .WithHttpHealthCheck($"{Health}/ready")
            .WithOtlpExporter();
    }
}
