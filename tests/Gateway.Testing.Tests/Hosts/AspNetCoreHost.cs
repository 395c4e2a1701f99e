using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Testing.Tests.Hosts;

/// <summary>What the hosts on ASP.NET Core have in common: an application with one app in it.</summary>
internal abstract class AspNetCoreHost : IConformanceHost
{
    protected WebApplication Application { get; private set; } = null!;

    public Task StartAsync(GatewayApp app) => StartAsync(application => application.UseGatewayApp(app));

    public Task StartAsync(AsyncGatewayApp app) => StartAsync(application => application.UseGatewayApp(app));

    public abstract Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange);

    public virtual async Task StopAsync() => await Application.DisposeAsync();

    protected abstract void Configure(WebApplicationBuilder builder);

    private async Task StartAsync(Action<WebApplication> serve)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
        Configure(builder);
        Application = builder.Build();
        serve(Application);
        await Application.StartAsync();
    }
}
