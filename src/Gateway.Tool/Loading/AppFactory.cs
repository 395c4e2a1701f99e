using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Tool.Loading;

/// <summary>Calls a static method that makes an app: without parameters, or with services or configuration.</summary>
internal static class AppFactory
{
    // Standard output is the access log's. One for the process: it knows categories by name, so it holds no types of an app.
    private static readonly Lazy<ILoggerFactory> Logging = new(() => LoggerFactory.Create(logging =>
    {
        logging.AddSimpleConsole();
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }));

    public static bool IsFactory(MemberInfo member) =>
        member is MethodInfo { IsGenericMethodDefinition: false } method && method.ReturnType != typeof(void)
        && method.GetParameters().All(parameter =>
            parameter.ParameterType == typeof(IServiceProvider) || parameter.ParameterType == typeof(IConfiguration));

    /// <summary>The value that the method returns.</summary>
    /// <exception cref="ToolException">It throws, or returns null.</exception>
    public static object Call(MethodInfo method, string name)
    {
        try
        {
            var parameters = method.GetParameters();
            object?[] arguments = parameters.Length == 0 ? [] :
                [.. parameters.Select(parameter => Services().GetRequiredService(parameter.ParameterType))];
            return method.Invoke(null, arguments) ?? throw new ToolException(ExitCode.App, $"{name} returns null.");
        }
        catch (TargetInvocationException error)
        {
            // A type initializer that fails wraps its cause once more.
            var cause = error.InnerException is TypeInitializationException { InnerException: { } inner } ? inner : error.InnerException!;
            throw new ToolException(ExitCode.App, $"{name} failed: {cause.GetType().Name}: {cause.Message}", error);
        }
    }

    // Not shared between calls: services cached for the types of one version would keep its assembly in memory after a reload.
    private static ServiceProvider Services()
    {
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        var configuration = new ConfigurationBuilder().SetBasePath(Directory.GetCurrentDirectory())
            .AddJsonFile("appsettings.json", optional: true);
        if (environment is not null)
            configuration.AddJsonFile($"appsettings.{environment}.json", optional: true);
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration.AddEnvironmentVariables().Build())
            .AddSingleton(Logging.Value)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .BuildServiceProvider();
    }
}
