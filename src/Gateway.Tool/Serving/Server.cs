using System.Net;
using System.Net.Quic;
using System.Net.Sockets;
using Gateway.AspNetCore;
using Gateway.Hosting;
using Gateway.Tool.Configuration;
using Gateway.Tool.Loading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tool.Serving;

/// <summary>Kestrel as the settings have it, with the app in its slot.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Drain _drain = new();
    private readonly ServeSettings _settings;
    private volatile bool _hasLeftRotation;

    /// <exception cref="ToolException">A certificate or a socket cannot be used.</exception>
    public Server(ServeSettings settings, AccessLogWriter? accessLog, ToolConsole console)
    {
        _settings = settings;
        Certificates = settings.Bindings.Any(binding => binding.IsHttps)
            ? new Certificates(settings.Tls, settings.Bindings)
            : null;
        foreach (var binding in settings.Bindings)
            Prepare(binding);

        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ApplicationName = "Gateway.Tool", EnvironmentName = EnvironmentName(settings) });
        ServerLogging.AddTo(builder);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddProblemDetails();
        builder.Services.AddHealthChecks().AddGateway().AddCheck("app", () => Slot!.CheckHealth()).AddCheck(
            "rotation", () => _hasLeftRotation ? HealthCheckResult.Unhealthy("It was told to drain.") : HealthCheckResult.Healthy());
        builder.Services.AddGatewayRequests();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.GracefulTimeout);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        var protocols = Protocols(console);
        builder.WebHost.ConfigureKestrel(server => Configure(server, protocols));
        if (protocols.HasFlag(HttpProtocols.Http3))
            AddQuic(builder);

        builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(IConnectionListenerFactory)));
        builder.Services.Configure<SocketTransportOptions>(sockets =>
        {
            sockets.CreateBoundListenSocket = endpoint => UnixSocket.Bind(endpoint, settings.UnixMode);
            ThreadSettings.UseForPython(sockets, settings);
        });
        builder.Services.AddSingleton<SocketTransportFactory>();
        builder.Services.AddSingleton<IConnectionListenerFactory>(
            services => new DrainingTransport(services.GetRequiredService<SocketTransportFactory>(), _drain));

        _server = builder.Build();
        Requests = _server.Services.GetRequiredService<GatewayRequests>();
        Slot = new AppSlot(_server, ConfigureApp);
        ServerPipeline.Build(_server, settings, _drain, accessLog, Slot);
    }

    public AppSlot Slot { get; }

    public GatewayRequests Requests { get; }

    /// <summary>The number of open connections.</summary>
    public int Connections => _drain.Connections;

    /// <summary><c>serving</c>, or <c>draining</c> once the server has left the load balancer's rotation.</summary>
    public string State => _hasLeftRotation ? "draining" : "serving";

    public Certificates? Certificates { get; }

    /// <summary>Where it listens, once it does.</summary>
    public IEnumerable<string> Addresses =>
        _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(
            address => address.Replace("http://unix:", "unix:", StringComparison.Ordinal));

    /// <exception cref="ToolException">It cannot listen where it should.</exception>
    public async Task StartAsync()
    {
        try
        {
            await _server.StartAsync();
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new ToolException(ExitCode.Listen, InUse(), error);
        }
        catch (SocketException error)
        {
            throw new ToolException(
                ExitCode.Listen,
                $"Cannot listen at {string.Join(", ", _settings.Bindings.Select(binding => binding.Text))}: {error.Message}."
                + (error.SocketErrorCode == SocketError.AccessDenied
                    ? " Ports below 1024 need a privilege; use a higher one, or socket activation (fd://3)." : ""),
                error);
        }
    }

    /// <summary>Turns readiness 503 and ends connections with their next response, while everything is still served.</summary>
    public void LeaveRotation()
    {
        _hasLeftRotation = true;
        _drain.BeginToRelease();
    }

    /// <summary>Waits until nothing more is sent to this server, finishes the requests under way, and stops.</summary>
    public async Task StopAsync()
    {
        _server.Lifetime.StopApplication(); // Readiness turns 503, and apps that stream without an end are told.
        await Task.Delay(_settings.ShutdownDelay);
        await _drain.RunAsync(_settings.GracefulTimeout);
        try
        {
            await _server.StopAsync();
        }
        catch (OperationCanceledException)
        {
            // Requests that took longer than the graceful timeout have been cut off.
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void Configure(KestrelServerOptions server, HttpProtocols protocols)
    {
        server.Limits.MaxRequestBodySize = _settings.LimitBody;
        foreach (var binding in _settings.Bindings)
        {
            binding.Listen(server, listen =>
            {
                listen.Protocols = binding.IsHttps ? protocols : _settings.Http2 ? HttpProtocols.Http2 : HttpProtocols.Http1;
                if (_settings.ProxyProtocol)
                    listen.UseProxyProtocol(_settings.ProxyAllow); // In front of TLS.
                if (binding.IsHttps)
                    listen.UseHttps(new TlsHandshakeCallbackOptions
                    {
                        OnConnection = handshake => new(Certificates!.OptionsFor(handshake.ClientHelloInfo.ServerName)),
                    });
            });
        }
    }

    private void ConfigureApp(GatewayOptions options)
    {
        options.Execution.MaxBlockingThreads = _settings.WorkersBlocking;
        options.Execution.QueueLimit = _settings.Queue;
        options.Execution.ReadyQueueShare = _settings.ReadyQueueShare;
        options.Timeouts.Request = _settings.Timeout;
    }

    private HttpProtocols Protocols(ToolConsole console)
    {
        if (!_settings.Http3)
            return HttpProtocols.Http1AndHttp2;
        if (!_settings.Bindings.Any(binding => binding.IsHttps))
            console.Warning("--http3 has no effect: no --bind is https://.");
        else if (HasQuic())
            return HttpProtocols.Http1AndHttp2AndHttp3;
        else
            console.Warning(
                "HTTP/3 is not available: this platform has no QUIC (on Linux, the package libmsquic). HTTP/1.1 and HTTP/2 are served.");
        return HttpProtocols.Http1AndHttp2;
    }

    private static bool HasQuic() =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) && QuicListener.IsSupported;

    private static void AddQuic(WebApplicationBuilder builder)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
            builder.WebHost.UseQuic();
    }

    private static string EnvironmentName(ServeSettings settings) =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? (settings.Reload ? Environments.Development : Environments.Production);

    private static void Prepare(Binding binding)
    {
        if (binding.Handle is { } handle)
            SocketActivation.Check(handle);
        if (binding.UnixPath is { } path)
            UnixSocket.Prepare(binding.Text, path);
    }

    // Kestrel's message names one address, and not who has it.
    private string InUse() =>
        string.Join(
            '\n',
            _settings.Bindings.Where(IsInUse)
                .Select(binding => $"{binding.Text} is in use{By(PortOwner.OfPort(binding.Address!.Port))}.")
                    .DefaultIfEmpty("An address is in use."));

    private static bool IsInUse(Binding binding)
    {
        if (binding.Address is not { Port: > 0 } address)
            return false;
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(address);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static string By(string? owner) => owner is null ? "" : $" by {owner}";
}
