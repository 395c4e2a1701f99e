using Gateway.AspNetCore;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Tool.Loading;

/// <summary>An app of either shape.</summary>
internal sealed class LoadedApp
{
    private readonly GatewayApp? _sync;
    private readonly AsyncGatewayApp? _async;

    public LoadedApp(GatewayApp app) => _sync = app;

    public LoadedApp(AsyncGatewayApp app) => _async = app;

    public LoadedApp Lint() => _sync is null ? new(Gateway.Lint.Check(_async!)) : new(Gateway.Lint.Check(_sync));

    /// <summary>Wraps the app; where only the middleware is asynchronous, the app is lifted.</summary>
    /// <returns>The wrapped app; null where the middleware is synchronous and the app is not.</returns>
    public LoadedApp? Use(GatewayMiddleware? sync, AsyncGatewayMiddleware? async)
    {
        if (_sync is not null && sync is not null)
            return new(_sync.Use(sync));
        return async is null ? null : new((_async ?? _sync!.ToAsync()).Use(async));
    }

    public GatewayClient Client() => _sync is null ? new(_async!) : new(_sync);

    public void EndWith(IApplicationBuilder builder, Action<GatewayOptions> configure)
    {
        if (_sync is null)
            builder.UseGatewayApp(_async!, configure);
        else
            builder.UseGatewayApp(_sync, configure);
    }
}
