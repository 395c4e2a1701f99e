using System.Net.Sockets;

namespace Gateway.Tool.Tests.Support;

/// <summary>Clients for the tool's addresses.</summary>
internal static class Http
{
    public static readonly HttpClient Client = Create();

    public static HttpClient Create(Action<SocketsHttpHandler>? configure = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        configure?.Invoke(handler);
        return new HttpClient(handler) { Timeout = ToolProcess.Patience };
    }

    public static HttpClient ForUnixSocket(string path) => Create(handler => handler.ConnectCallback = async (_, cancellationToken) =>
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    });

    /// <summary>The answer as <c>200 text</c>.</summary>
    public static async Task<string> GetAsync(
        Uri url, string target = "/", HttpClient? client = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, target));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await (client ?? Client).SendAsync(request);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }
}
