using System.Runtime.CompilerServices;
using Gateway.AspNetCore.Development;
using Gateway.AspNetCore.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.AspNetCore;

/// <summary>The two-line server: what <c>wsgiref.simple_server</c> is to Python, on Kestrel.</summary>
/// <remarks>It prints its addresses, and a line per request to standard error (<c>Logging:LogLevel:Gateway.AspNetCore.Requests</c> set to
/// <c>None</c> turns that off).
/// In Development the app runs under <see cref="Lint"/>, and an exception is shown in the browser.</remarks>
public static class GatewayServer
{
    /// <summary>Serves an app until the process is told to stop (Ctrl+C or SIGTERM). Requests in progress are finished.</summary>
    /// <remarks>An address that is in use is reported in one line, and the exit code of the process becomes 1.</remarks>
    /// <param name="app">The app.</param>
    /// <param name="urls">The addresses to listen on, separated by <c>;</c>, like <c>http://localhost:5000</c>. Null:
    /// ASP.NET Core's configuration.</param>
    /// <param name="args">The command line: ASP.NET Core's settings, for example <c>--urls</c>.</param>
    /// <example>
    /// <code>
    /// GatewayServer.Run((environ, startResponse) =&gt;
    /// {
    ///     startResponse("200 OK", [("Content-Type", "text/plain")]);
    ///     return Body.Text("Hello World!\n");
    /// }, "http://localhost:5000");
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public static void Run(GatewayApp app, string? urls = null, string[]? args = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        Build(urls, args, builder => Use(builder, app)).RunOrExplain();
    }

    /// <inheritdoc cref="Run(GatewayApp, string?, string[])"/>
    public static void Run(AsyncGatewayApp app, string? urls = null, string[]? args = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        Build(urls, args, builder => Use(builder, app)).RunOrExplain();
    }

    /// <inheritdoc cref="Run(GatewayApp, string?, string[])"/>
    public static void Run(AsyncIteratorApp app, string? urls = null, string[]? args = null) => Run(app.ToAsync(), urls, args);

    /// <inheritdoc cref="Run(GatewayApp, string?, string[])"/>
    /// <param name="app">The app.</param>
    /// <param name="urls">The addresses to listen on, separated by <c>;</c>.</param>
    /// <param name="args">The command line.</param>
    /// <param name="cancellationToken">Stops the server.</param>
    [OverloadResolutionPriority(1)]
    public static Task RunAsync(GatewayApp app, string? urls = null, string[]? args = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        return HostingAbstractionsHostExtensions.RunAsync(
            Build(urls, args, builder => Use(builder, app)), cancellationToken);
    }

    /// <inheritdoc cref="RunAsync(GatewayApp, string?, string[], CancellationToken)"/>
    public static Task RunAsync(
        AsyncGatewayApp app, string? urls = null, string[]? args = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        return HostingAbstractionsHostExtensions.RunAsync(
            Build(urls, args, builder => Use(builder, app)), cancellationToken);
    }

    /// <inheritdoc cref="RunAsync(GatewayApp, string?, string[], CancellationToken)"/>
    public static Task RunAsync(
        AsyncIteratorApp app, string? urls = null, string[]? args = null, CancellationToken cancellationToken = default) =>
        RunAsync(app.ToAsync(), urls, args, cancellationToken);

    private static void Use(IApplicationBuilder builder, GatewayApp app) =>
        builder.UseRunner(app, host => new SyncAppRunner(IsDevelopment(builder) ? Lint.Check(app) : app, host), null);

    private static void Use(IApplicationBuilder builder, AsyncGatewayApp app) =>
        builder.UseRunner(app, _ => new AsyncAppRunner(IsDevelopment(builder) ? Lint.Check(app) : app), null);

    private static void RunOrExplain(this WebApplication server)
    {
        try
        {
            server.Run();
        }
        catch (Exception error) when (ListenFailure.Explain(error) is not null)
        {
            Console.Error.WriteLine(ListenFailure.Explain(error));
            Environment.ExitCode = 1;
        }
    }

    // The linter is outermost, so that it checks both host and app. It is too slow for production.
    private static bool IsDevelopment(IApplicationBuilder builder) =>
        builder.ApplicationServices.GetRequiredService<IHostEnvironment>().IsDevelopment();

    private static WebApplication Build(string? urls, string[]? args, Action<IApplicationBuilder> useApp)
    {
        var builder = WebApplication.CreateSlimBuilder(args ?? []);
        builder.WebHost.UseKestrelHttpsConfiguration(); // The slim builder omits it, and https:// URLs need it.
        if (urls is not null)
            builder.WebHost.UseUrls(urls);
        builder.UseOneLinePerRequest();
        var started = builder.LeaveStartToTheCaller();
        var server = builder.Build();
        server.Lifetime.ApplicationStarted.Register(started);
        server.UseRequestLines();
        useApp(server);
        return server;
    }
}
