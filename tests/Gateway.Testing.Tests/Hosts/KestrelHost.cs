using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.Testing.Tests.Hosts;

/// <summary>Real Kestrel on a port of its own, spoken to in bytes or in HTTP/2.</summary>
internal sealed class KestrelHost(string protocol, bool tls = false) : AspNetCoreHost
{
    public const HostCapabilities Http10Capabilities =
        HostCapabilities.RawTarget | HostCapabilities.ReasonPhrase | HostCapabilities.PeerAddress | HostCapabilities.Connection
            | HostCapabilities.RepeatedHeaders | HostCapabilities.Disconnect
            | HostCapabilities.EmptyHeaders | HostCapabilities.FailureCompletion | HostCapabilities.Unlinted | HostCapabilities.Http10;

    public const HostCapabilities Http11Capabilities =
        (Http10Capabilities & ~HostCapabilities.Http10) | HostCapabilities.Wire | HostCapabilities.WebSocket;

    public const HostCapabilities Http2Capabilities =
        HostCapabilities.PeerAddress | HostCapabilities.Connection | HostCapabilities.Disconnect | HostCapabilities.Trailers
            | HostCapabilities.WebSocket
            | HostCapabilities.EmptyHeaders | HostCapabilities.FailureCompletion | HostCapabilities.Unlinted;

    private ListenOptions _endpoint = null!;

    private int Port => _endpoint.IPEndPoint!.Port;

    public override Task<ConformanceResponse> ExchangeAsync(ConformanceExchange exchange) => protocol == "HTTP/2"
        ? InvokeAsync(exchange) : SendAsync(exchange);

    protected override void Configure(WebApplicationBuilder builder) =>
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                _endpoint = listen;
                listen.Protocols = protocol == "HTTP/2" ? HttpProtocols.Http2 : HttpProtocols.Http1;
                if (tls)
                    listen.UseHttps(TestCertificate.Server);
            }));

    private async Task<ConformanceResponse> SendAsync(ConformanceExchange exchange)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        await using var stream = await SecureAsync(new NetworkStream(socket));
        return await new HttpWireClient(stream, protocol, () =>
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Dispose();
        }).ExchangeAsync(exchange);
    }

    private async Task<Stream> SecureAsync(NetworkStream connection)
    {
        if (!tls)
            return connection;
        var secure = new SslStream(connection, leaveInnerStreamOpen: false, TestCertificate.IsServer);
        await secure.AuthenticateAsClientAsync("localhost");
        return secure;
    }

    private async Task<ConformanceResponse> InvokeAsync(ConformanceExchange exchange)
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = TestCertificate.IsServer },
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
        };
        using var invoker = new HttpMessageInvoker(handler);
        var address = new Uri($"{(tls ? "https" : "http")}://localhost:{Port}/");
        return await new HttpInvokerClient(invoker, address, HttpVersion.Version20).ExchangeAsync(exchange);
    }
}
