using System.Net;
using System.Net.WebSockets;

namespace Gateway.AspNetCore.Tests.Support;

/// <summary>A client that speaks HTTP/2 and nothing else, with TLS or with prior knowledge.</summary>
internal sealed class Http2Client : IDisposable
{
    private readonly SocketsHttpHandler _handler = new()
    {
        SslOptions = { RemoteCertificateValidationCallback = TestCertificate.IsServer },
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
    };

    private readonly HttpMessageInvoker _invoker;
    private readonly Uri _address;

    public Http2Client(Uri address)
    {
        _address = address;
        _invoker = new HttpMessageInvoker(_handler, disposeHandler: false);
    }

    /// <summary>Returns when the head is there: the body is the test's to read.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, Action<HttpRequestMessage>? configure = null) =>
        SendAsync(path, configure, CancellationToken.None);

    public async Task<HttpResponseMessage> SendAsync(
        string path, Action<HttpRequestMessage>? configure, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        configure?.Invoke(request);
        return await _invoker.SendAsync(request, cancellationToken).WaitAsync(TestRun.Patience, CancellationToken.None);
    }

    public async Task<ClientWebSocket> ConnectWebSocketAsync(string path, Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        configure?.Invoke(socket.Options);
        var builder = new UriBuilder(new Uri(_address, path)) { Scheme = _address.Scheme == "https" ? "wss" : "ws" };
        await socket.ConnectAsync(builder.Uri, _invoker, CancellationToken.None).WaitAsync(TestRun.Patience);
        return socket;
    }

    /// <summary>A second, plain request: it fails where the first one has hurt the connection.</summary>
    public async Task ShouldStillServeAsync()
    {
        using var response = await SendAsync("/ok");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("ok");
    }

    public void Dispose()
    {
        _invoker.Dispose();
        _handler.Dispose();
    }
}
