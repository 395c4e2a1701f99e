using Gateway.Tool.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tool.Serving;

/// <summary>What a request goes through in front of the app.</summary>
internal static class ServerPipeline
{
    public static void Build(WebApplication server, ServeSettings settings, Drain drain, AccessLog? accessLog, AppSlot slot)
    {
        server.Use(drain.InvokeAsync);
        if (accessLog is not null)
            server.Use(accessLog.InvokeAsync);
        if (server.Environment.IsDevelopment())
            server.UseDeveloperExceptionPage();
        else
            server.UseExceptionHandler();
        if (settings.ForwardedAllow is not { Count: 0 })
            server.UseForwardedHeaders(Forwarded(settings));
        if (settings.Reload)
            server.Use((context, next) => FailurePage.InvokeAsync(slot, context, next));
        if (settings.Prefix is null)
            server.Run(slot.InvokeAsync);
        else
            server.Map(settings.Prefix, branch => branch.Run(slot.InvokeAsync));
    }

    private static ForwardedHeadersOptions Forwarded(ServeSettings settings)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.ForwardedAllow ?? [])
            options.KnownIPNetworks.Add(network);
        // Of a chain of proxies, every one has to be known; where all are believed, only the last one is.
        options.ForwardLimit = settings.ForwardedAllow is null ? 1 : null;
        return options;
    }
}
