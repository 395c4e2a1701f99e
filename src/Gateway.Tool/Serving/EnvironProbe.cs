using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tool.Serving;

/// <summary>Sends a request to a server of its own, and tells what its app was given.</summary>
internal static class EnvironProbe
{
    /// <exception cref="ToolException">It is not a request.</exception>
    public static HttpRequestMessage Request(string method, string target, string[] headers, string? body)
    {
        if (!target.StartsWith('/'))
            throw new ToolException(ExitCode.Usage, $"--target {target} is not a path; it begins with a slash.");
        try
        {
            var request =
                new HttpRequestMessage(new HttpMethod(method), target) { Content = body is null ? null
                    : new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            foreach (var header in headers)
            {
                var colon = header.IndexOf(':', StringComparison.Ordinal);
                var (name, value) = colon > 0
                    ? (header[..colon].Trim(), header[(colon + 1)..].Trim())
                    : throw new FormatException("it has no colon");
                if (!request.Headers.TryAddWithoutValidation(name, value)
                    && request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
                    throw new FormatException($"'{name}' is not a header, or belongs to a body (--data)");
            }

            return request;
        }
        catch (FormatException error)
        {
            throw new ToolException(ExitCode.Usage, $"The request cannot be sent: {error.Message}.", error);
        }
    }

    public static async Task<IReadOnlyDictionary<string, string>> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Gateway.Tool" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.UseGatewayApp((environ, startResponse) =>
        {
            foreach (var (key, value) in environ)
                entries[key] = Show(value);
            startResponse("204 No Content", []);
            return Body.Empty;
        });
        await server.StartAsync(cancellationToken);

        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        request.RequestUri = new Uri(
            address + request.RequestUri!.OriginalString, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        using var response = await client.SendAsync(request, cancellationToken);
        return entries.Count > 0
            ? entries
            : throw new ToolException(
                ExitCode.Failure,
                $"The server refused the request: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}"
                    .TrimEnd());
    }

    private static string Show(object? value) => value switch
    {
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        bool or ValueTuple<int, int> => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        IEnumerable<(string Name, string Value)> headers => string.Join(", ", headers.Select(header => $"{header.Name}: {header.Value}")),
        null => "null",
        _ => $"<{value.GetType().Name.Split('`')[0]}>",
    };
}
