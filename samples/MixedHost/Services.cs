using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;

namespace MixedHost;

/// <summary>The settings of each feature: all of it ASP.NET Core's own.</summary>
internal static class Services
{
    public const string OneAtATime = "one at a time";
    public const string Partners = "partners";
    public const string Patience = "patience";
    public const string Reports = "reports";

    // Of proxies on this machine only, unless KnownProxies or KnownIPNetworks names others.
    public static IServiceCollection AddForwarding(this IServiceCollection services) =>
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.All);

    public static IServiceCollection AddRequestLog(this IServiceCollection services) =>
        services.AddHttpLogging(
            logging => logging.LoggingFields =
                HttpLoggingFields.RequestMethod | HttpLoggingFields.RequestPath | HttpLoggingFields.ResponseStatusCode);

    // For UseExceptionHandler and UseStatusCodePages: what an app left unanswered, or empty, becomes problem+json (RFC 9457).
    public static IServiceCollection AddErrorPages(this IServiceCollection services) => services.AddProblemDetails();

    public static IServiceCollection AddTransportSecurity(this IServiceCollection services) => services
        .AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365))
        .AddHttpsRedirection(https => https.RedirectStatusCode = StatusCodes.Status308PermanentRedirect);

    // Not over TLS, which is the default: a page that mixes secrets with what a visitor sends would give its secrets away (BREACH).
    public static IServiceCollection AddCompression(this IServiceCollection services) => services.AddResponseCompression();

    public static IServiceCollection AddTimeouts(this IServiceCollection services, IConfiguration configuration) =>
        services.AddRequestTimeouts(timeouts => timeouts.AddPolicy(Patience, new RequestTimeoutPolicy
        {
            Timeout = configuration.GetValue("Timeouts:Patience", TimeSpan.FromSeconds(2)),
            TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
        }));

    public static IServiceCollection AddSharing(this IServiceCollection services) =>
        services.AddCors(
            cors => cors.AddPolicy(
                Partners, policy => policy.WithOrigins("https://partner.example").WithMethods("GET", "PUT").WithHeaders("X-Api-Key")));

    public static IServiceCollection AddApiKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthorization().AddAuthentication(ApiKeyHandler.SchemeName)
            .AddScheme<ApiKeyOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, options => configuration.Bind("ApiKeys", options.Keys));
        return services;
    }

    public static IServiceCollection AddLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.AddConcurrencyLimiter(OneAtATime, limiter => limiter.PermitLimit = 1);
    });

    public static IServiceCollection AddUnpacking(this IServiceCollection services) => services.AddRequestDecompression();

    public static IServiceCollection AddReportCache(this IServiceCollection services) =>
        services.AddOutputCache(cache => cache.AddPolicy(Reports, policy => policy.Expire(TimeSpan.FromHours(1)).SetVaryByQuery("lang")));

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks();
        return services;
    }
}
