using System.Diagnostics.Metrics;
using System.Text;
using Gateway.AspNetCore.Execution;
using Gateway.AspNetCore.Health;
using Gateway.AspNetCore.Requests;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.AspNetCore;

/// <summary>The state that all requests of one hosted app share.</summary>
internal sealed class AppHost
{
    public AppHost(IServiceProvider services, Delegate app, Action<GatewayOptions>? configure)
    {
        App = app;
        var loggers = services.GetRequiredService<ILoggerFactory>();
        Log = loggers.CreateLogger("Gateway.AspNetCore");
        Errors = loggers.CreateLogger("Gateway.AspNetCore.Errors");
        Stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        StoppingEntry = Stopping;
        WriteError = line => AspNetCore.Log.WsgiErrors(Errors, line);
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Metrics = new GatewayMetrics(services.GetService<IMeterFactory>());
        Overload = new OverloadLog(Log, Time);
        var defaults = services.GetService<IOptions<GatewayOptions>>()?.Value ?? new GatewayOptions();
        Options = defaults.Clone();
        configure?.Invoke(Options);
        Options.Validate();
        if (Options.Timeouts.ShutdownDelay != defaults.Timeouts.ShutdownDelay)
            throw new ArgumentException(
                "GatewayOptions.Timeouts.ShutdownDelay belongs to the host, not to one app; set it with services.AddGateway(...).");
        Waiting = new WaitingRequests(Metrics, Options.Execution);
        foreach (var key in Options.Environ.Keys.Where(EnvironEntries.BelongsToRequest).ToList())
        {
            Options.Environ.Remove(key);
            AspNetCore.Log.EntryLeftOut(Log, key);
        }

        if (KestrelVersion.IsVulnerable(KestrelVersion.Current))
            AspNetCore.Log.KestrelIsVulnerable(Log, KestrelVersion.Current);
        NoParts = new ExchangeParts(this);

        services.GetService<HostedApps>()?.Add(this);
        Requests = services.GetService<GatewayRequests>();

        // Whether there is a Kestrel, and what it sends, is known when the server has started.
        SendsLatin1 = name =>
            services.GetService<IOptions<KestrelServerOptions>>()?.Value.ResponseHeaderEncodingSelector(name)?.CodePage
                == Encoding.Latin1.CodePage;
    }

    public GatewayOptions Options { get; }

    /// <summary>The app as it was given, in either shape, for reports about it.</summary>
    public Delegate App { get; }

    /// <summary>The adapter's own events.</summary>
    public ILogger Log { get; }

    /// <summary>The logger of <c>wsgi.errors</c>.</summary>
    public ILogger Errors { get; }

    /// <summary>Cancelled when the server begins to stop: <c>gateway.stopping</c>.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>The same, boxed once for all requests.</summary>
    public object StoppingEntry { get; }

    /// <summary>Logs a line of <c>wsgi.errors</c>.</summary>
    public Action<string> WriteError { get; }

    public TimeProvider Time { get; }

    /// <summary>Whether the server sends a response header in ISO-8859-1, by its name.</summary>
    public Func<string, bool> SendsLatin1 { get; }

    public GatewayMetrics Metrics { get; }

    /// <summary>The requests that wait for a thread or for their turn.</summary>
    public WaitingRequests Waiting { get; }

    /// <summary>The requests in flight; null if nobody asks for them.</summary>
    public GatewayRequests? Requests { get; }

    /// <summary>Whether single requests are recorded.</summary>
    public bool RecordsRequests => Requests is not null || Metrics.IsListenedTo;

    public OverloadLog Overload { get; }

    /// <summary>The parts of a request that has needed none yet; shared, and never written to.</summary>
    public ExchangeParts NoParts { get; }
}
