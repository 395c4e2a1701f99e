using Gateway.AspNetCore;
using Gateway.Tool.Loading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Tool.Serving;

/// <summary>Where the app is served from. Another version takes its place at once; requests that have begun end in the version they began
/// in.</summary>
internal sealed class AppSlot(IApplicationBuilder builder, Action<GatewayOptions> configure)
{
    private volatile RequestDelegate? _app;
    private AppVersion? _version;

    /// <summary>Why the latest version is not served, if so.</summary>
    public string? Failure { get; set; }

    /// <summary>The app that is served; null before there is one.</summary>
    public string? Name => _version?.Name;

    /// <summary>The processes of a Python app.</summary>
    public IReadOnlyList<int> Workers => _version?.Python?.ProcessIds ?? [];

    /// <summary>Prints what the workers of a Python app are at.</summary>
    public void PrintStacks() => _version?.Python?.PrintStacks();

    /// <summary>Whether the app can serve: a Python app needs a worker, and not too many requests that wait for one.</summary>
    public HealthCheckResult CheckHealth() => _version?.Python is { ReasonNotReady: { } reason } python
        ? HealthCheckResult.Unhealthy(reason, python.Failure)
        : HealthCheckResult.Healthy();

    public Task InvokeAsync(HttpContext context) => _app!(context);

    public void Put(AppVersion version)
    {
        var branch = builder.New();
        version.App.EndWith(branch, configure);
        _app = branch.Build();
        Failure = null;
        var old = _version;
        _version = version;
        if (old is not null)
            _ = old.UnloadAsync();
    }

    /// <summary>Lets go of the app, after the server has stopped.</summary>
    public Task StopAsync() => _version?.UnloadAsync() ?? Task.CompletedTask;
}
