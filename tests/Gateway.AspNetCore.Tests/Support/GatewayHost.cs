using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>A real Kestrel on ports of its own, serving one app. <c>/ok</c> is answered by a well-behaved app of the same shape.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ListenOptions _http1;
    private readonly ListenOptions? _tls;
    private readonly ListenOptions? _http2;
    private bool _isStopped;

    private GatewayHost(
        WebApplication application, LogSink log, ListenOptions http1, ListenOptions? tls, ListenOptions? http2, string? socketPath)
    {
        (_application, Log, _http1, _tls, _http2, SocketPath) = (application, log, http1, tls, http2, socketPath);
    }

    public LogSink Log { get; }

    public string? SocketPath { get; }

    public IServiceProvider Services => _application.Services;

    public int Port => _http1.IPEndPoint!.Port;

    public int TlsPort => _tls!.IPEndPoint!.Port;

    public int Http2Port => _http2!.IPEndPoint!.Port;

    [OverloadResolutionPriority(1)]
    public static Task<GatewayHost> StartAsync(GatewayApp app, Action<HostSetup>? configure = null)
    {
        var setup = SetUp(configure);
        return StartPipelineAsync(application => application.UseGatewayApp(WithOk.Beside(app), setup.Options), setup);
    }

    public static Task<GatewayHost> StartAsync(AsyncGatewayApp app, Action<HostSetup>? configure = null)
    {
        var setup = SetUp(configure);
        return StartPipelineAsync(application => application.UseGatewayApp(WithOk.Beside(app), setup.Options), setup);
    }

    /// <summary>Starts the same app in the shape a test runs in.</summary>
    public static Task<GatewayHost> StartAsync(AppShape shape, GatewayApp app, Action<HostSetup>? configure = null) =>
        shape == AppShape.Sync ? StartAsync(app, configure) : StartAsync(AsyncShape.Of(app), configure);

    /// <summary>Starts whatever a test builds itself.</summary>
    public static Task<GatewayHost> StartPipelineAsync(Action<WebApplication> pipeline, Action<HostSetup>? configure = null) =>
        StartPipelineAsync(pipeline, SetUp(configure));

    public Task<RawConnection> ConnectAsync() => RawConnection.OpenAsync(new IPEndPoint(IPAddress.Loopback, Port));

    public Task<RawConnection> ConnectTlsAsync(bool withCertificate = false) =>
        RawConnection.OpenTlsAsync(new IPEndPoint(IPAddress.Loopback, TlsPort), withCertificate ? TestCertificate.Client : null);

    public Task<RawConnection> ConnectUnixAsync() => RawConnection.OpenAsync(new UnixDomainSocketEndPoint(SocketPath!));

    public Http2Client ConnectHttp2() => new(new Uri($"http://localhost:{Http2Port}/"));

    public Http2Client ConnectHttp2OverTls() => new(new Uri($"https://localhost:{TlsPort}/"));

    /// <summary>Returns when every request has ended: only then is a count final and a log complete.</summary>
    public async Task StopAsync()
    {
        _isStopped = true;
        await _application.StopAsync();
    }

    /// <summary>Begins to stop, as a signal from the operating system would.</summary>
    public void BeginToStop() => _application.Lifetime.StopApplication();

    public async ValueTask DisposeAsync()
    {
        if (!_isStopped)
            await StopAsync();
        await _application.DisposeAsync();
        if (SocketPath is not null)
            File.Delete(SocketPath);
    }

    private static HostSetup SetUp(Action<HostSetup>? configure)
    {
        var setup = new HostSetup();
        configure?.Invoke(setup);
        return setup;
    }

    private static async Task<GatewayHost> StartPipelineAsync(Action<WebApplication> pipeline, HostSetup setup)
    {
        var log = new LogSink();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Information);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(5));
        setup.Services?.Invoke(builder.Services);

        ListenOptions? http1 = null, tls = null, http2 = null;
        var socketPath = setup.UnixSocket ? Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()) : null;
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => (http1 = listen).Protocols = HttpProtocols.Http1);
            if (setup.Tls)
                kestrel.Listen(IPAddress.Loopback, 0, listen => UseTls(tls = listen, setup));
            if (setup.Http2)
                kestrel.Listen(IPAddress.Loopback, 0, listen => (http2 = listen).Protocols = HttpProtocols.Http2);
            if (socketPath is not null)
                kestrel.ListenUnixSocket(socketPath, listen => listen.Protocols = HttpProtocols.Http1);
            setup.Kestrel?.Invoke(kestrel);
        });

        var application = builder.Build();
        setup.InFront?.Invoke(application);
        pipeline(application);
        await application.StartAsync();
        return new GatewayHost(application, log, http1!, tls, http2, socketPath);
    }

    private static void UseTls(ListenOptions listen, HostSetup setup)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(https =>
        {
            https.ServerCertificate = TestCertificate.Server;
            if (!setup.ClientCertificate)
                return;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        });
    }
}
