using MixedHost.Apps;

namespace MixedHost;

/// <summary>What stands in front of the gateway apps, in its order, and what stands beside them.</summary>
internal static class Site
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services
            .AddForwarding()
            .AddRequestLog()
            .AddErrorPages()
            .AddTransportSecurity()
            .AddCompression()
            .AddTimeouts(builder.Configuration)
            .AddSharing()
            .AddApiKeys(builder.Configuration)
            .AddLimits()
            .AddUnpacking()
            .AddReportCache()
            .AddHealth();

        var site = builder.Build();
        site.UseForwardedHeaders(); // First: everything else goes by who asks, and for what.
        site.UseHttpLogging();
        site.UseExceptionHandler();
        site.UseStatusCodePages();
        site.UseHsts();
        site.UseHttpsWhere("/app/account");
        site.UseResponseCompression(); // In front of the cache, which keeps one copy for those who can unpack and those who cannot.
        site.UseStaticFiles(Files.Lasting);
        site.UseRouting(); // From here on, what stands at the endpoint (RequireAuthorization, CacheOutput, ...) is known.
        site.UseRequestTimeouts();
        site.UseCors();
        site.UseAuthentication();
        site.UseAuthorization();
        site.UseRateLimiter();
        site.UseUnpackedBodies();
        site.UseOutputCache();

        var calls = new CallLog(site.Logger);
        MapEndpoints(site, calls);
        site.UseGatewayApp(calls.Of(Home.App)); // Whatever no endpoint takes.
        return site;
    }

    private static void MapEndpoints(WebApplication site, CallLog calls)
    {
        site.MapGet("/hello", () => "Hello from a minimal API.\n");
        site.MapHealthChecks("/healthz");

        site.MapGatewayApp("/app/whoami", calls.Of(WhoAmI.App)).RequireCors(Services.Partners);
        site.MapGatewayApp("/app/account", calls.Of(WhoAmI.App)).RequireAuthorization();
        site.MapGatewayApp("/app/report", calls.Of(new Report().App)).CacheOutput(Services.Reports);
        site.MapGatewayApp("/app/echo", calls.Of(Echo.App));
        site.MapGatewayApp("/app/import", calls.Of(Echo.App)).RequireRateLimiting(Services.OneAtATime);
        site.MapGatewayApp("/app/slow", calls.Of(Slow.App)).WithRequestTimeout(Services.Patience);
        site.MapGatewayApp("/app/fault", calls.Of(Fault.App));
        site.MapGatewayApp("/app/talk", calls.Of(Talk.App)).RequireAuthorization();
    }
}
