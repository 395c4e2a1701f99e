using Gateway.Hosting;
using Gateway.Tool.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tool.Serving;

/// <summary>The middleware in front of the app.</summary>
internal static class ServerPipeline
{
    public static void Build(WebApplication server, ServeSettings settings, Drain drain, AccessLogWriter? accessLog, AppSlot slot)
    {
        server.Use(drain.InvokeAsync);
        if (settings.Health is { } health)
            server.UseGatewayHealth(health + "/ready", health + "/live"); // In front of the access log, which probes would fill.
        if (accessLog is not null)
            server.UseGatewayAccessLog(accessLog, settings.AccessLog!.Format);
        if (server.Environment.IsDevelopment())
            server.UseGatewayErrorPage();
        else
            server.UseExceptionHandler();
        if (settings.ForwardedAllow is not { Count: 0 })
            server.Use(ForwardedCheck.BeforeAsync).UseForwardedHeaders(Forwarded(settings));
        if (settings.Reload)
            server.Use((context, next) => FailurePage.InvokeAsync(slot, context, next));
        if (settings.Prefix is null)
            server.Run(slot.InvokeAsync);
        else
            server.Run(context => InvokeBelowAsync(settings.Prefix, context, slot));
    }

    // Map of the framework matches in any case; a SCRIPT_NAME then would differ from what the app is told to be under.
    private static async Task InvokeBelowAsync(PathString prefix, HttpContext context, AppSlot slot)
    {
        var (pathBase, path) = (context.Request.PathBase, context.Request.Path);
        if (!path.StartsWithSegments(prefix, StringComparison.Ordinal, out var matched, out var rest))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            (context.Request.PathBase, context.Request.Path) = (pathBase.Add(matched), rest);
            await slot.InvokeAsync(context);
        }
        finally
        {
            (context.Request.PathBase, context.Request.Path) = (pathBase, path);
        }
    }

    private static ForwardedHeadersOptions Forwarded(ServeSettings settings)
    {
        var options =
            new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.ForwardedAllow ?? [])
            options.KnownIPNetworks.Add(network);
        // Every proxy of a chain has to be known; where all are believed, only the last one is.
        options.ForwardLimit = settings.ForwardedAllow is null ? 1 : null;
        return options;
    }
}
