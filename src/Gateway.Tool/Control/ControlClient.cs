using System.Net.Sockets;
using System.Text.Json;

namespace Gateway.Tool.Control;

/// <summary>The other end of <see cref="ControlServer"/>.</summary>
internal static class ControlClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Sends a command.</summary>
    /// <returns>The response, JSON.</returns>
    /// <exception cref="ToolException">No server responds there, or it does not know the command.</exception>
    public static async Task<JsonElement> SendAsync(string path, HttpMethod method, string command, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(path, token) })
        {
            Timeout = Patience,
        };
        using var request = new HttpRequestMessage(method, $"http://localhost/{command}");
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var json = await JsonSerializer.DeserializeAsync<JsonElement>(
                await response.Content.ReadAsStreamAsync(cancellationToken), JsonSerializerOptions.Web, cancellationToken);
            return response.IsSuccessStatusCode
                ? json
                : throw new ToolException(
                    ExitCode.Failure, $"--control {path}: the server refused '{command}': {(int)response.StatusCode}.");
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or IOException)
        {
            throw new ToolException(
                ExitCode.Failure,
                $"--control {path}: no server responds there: {(error.InnerException ?? error).Message}. "
                + "'gateway serve --control PATH' makes the socket, and only its owner may open it.",
                error);
        }
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
