using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Tool.Tests.Support;

/// <summary>A client of https:// that keeps its connection, and the certificates that servers have shown it.</summary>
/// <param name="tool">The server.</param>
/// <param name="name">The name it asks for (SNI); null for none.</param>
/// <param name="certificate">Its own certificate, with those between it and the authority.</param>
internal sealed class TlsClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly Uri _url;
    private readonly List<X509Certificate2> _shown = [];

    public TlsClient(ToolProcess tool, string? name = null, params X509Certificate2[] certificate)
    {
        var address = tool.Url("https");
        _url = name is null ? address : new UriBuilder(address) { Host = name }.Uri;
        var options = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
            {
                _shown.Add(X509CertificateLoader.LoadCertificate(shown!.GetRawCertData()));
                return _shown.Count > 0; // Compared by the test: whether the client would trust it is not what is asked.
            },
        };
        if (certificate.Length > 0)
            options.ClientCertificateContext = SslStreamCertificateContext.Create(certificate[0], [.. certificate], offline: true);
        _client = Http.Create(handler =>
        {
            handler.SslOptions = options;
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
        });
    }

    /// <summary>The server's certificate of each handshake.</summary>
    public IReadOnlyList<X509Certificate2> Shown => _shown;

    /// <summary>The common name of the latest one.</summary>
    public string ShownName => _shown[^1].GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    /// <summary>Asks, and returns the text of the response.</summary>
    public async Task<string> GetAsync(Version? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _url)
        {
            Version = version ?? HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The name of the certificate that a server shows a client who asks for this name.</summary>
    public static async Task<string> NameForAsync(ToolProcess tool, string? name)
    {
        using var client = new TlsClient(tool, name);
        await client.GetAsync();
        return client.ShownName;
    }

    public void Dispose()
    {
        _client.Dispose();
        _shown.ForEach(certificate => certificate.Dispose());
    }
}
