using System.Net.Sockets;
using Gateway.Python.Tests.Support;
using Gateway.Testing.Conformance;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Python.Tests.Conformance;

/// <summary>A Python worker behind Kestrel: the app of the case is acted out in Python.</summary>
internal sealed class PythonConformanceHost(PythonApp python) : IConformanceHost
{
    public const HostCapabilities Capabilities = HostCapabilities.RawTarget | HostCapabilities.ReasonPhrase | HostCapabilities.PeerAddress
        | HostCapabilities.Connection | HostCapabilities.RepeatedHeaders | HostCapabilities.Disconnect | HostCapabilities.EmptyHeaders
        | HostCapabilities.Unlinted | HostCapabilities.Wire;

    private Stage _stage = null!;
    private KestrelHost _host = null!;

    public Task StartAsync(GatewayApp app) => StartAsync(app.ToAsync());

    public async Task StartAsync(AsyncGatewayApp app)
    {
        _stage = new(app);
        _host = await KestrelHost.StartAsync(server => server.UseGatewayApp(_stage.Around(python)));
    }

    public async Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(_host.Http1.Host, _host.Http1.Port);
        await using var stream = new NetworkStream(socket);
        return await new HttpWireClient(stream, "HTTP/1.1", () =>
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Dispose();
        }).ExchangeAsync(exchange);
    }

    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _stage.DisposeAsync();
    }
}
