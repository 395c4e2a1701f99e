using System.Collections.Concurrent;
using System.Net;
using Gateway.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Toolkit.Tests;

/// <summary>Sends one request to every host there is, in both shapes and under the linter, and holds the answers against each
/// other.</summary>
internal static class Hosts
{
    private const string AppHeader = "X-App-Under-Test";

    private static readonly ConcurrentDictionary<string, GatewayApp> Served = new();
    private static readonly Lazy<Task<HttpClient>> Kestrel = new(StartKestrelAsync);

    /// <summary>What every host answers alike.</summary>
    public static async Task<Answer> SendAsync(
        Func<Request, Response> handler, string method = "GET", params (string Name, string Value)[] headers)
    {
        var answer = await InMemoryAsync(handler, method, headers);
        Compare(await InMemoryAsync(Handler.ToApp(request => ValueTask.FromResult(handler(request))).Use(Lint.Check), method, headers),
            answer, "asynchronous");
        Compare(await OverKestrelAsync(handler, method, headers), answer, "Kestrel");
        return answer;
    }

    /// <summary>What the in-memory host answers.</summary>
    public static Task<Answer> InMemoryAsync(
        Func<Request, Response> handler, string method = "GET", params (string Name, string Value)[] headers) =>
        InMemoryAsync(new GatewayClient(Handler.ToApp(handler).Use(Lint.Check)), method, headers);

    /// <summary>What Kestrel answers.</summary>
    public static async Task<Answer> OverKestrelAsync(
        Func<Request, Response> handler, string method = "GET", params (string Name, string Value)[] headers)
    {
        var id = Guid.NewGuid().ToString();
        Served[id] = Handler.ToApp(handler).Use(Lint.Check);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/");
        request.Headers.Add(AppHeader, id);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        using var response = await (await Kestrel.Value).SendAsync(request);
        Served.TryRemove(id, out _);
        return new((int)response.StatusCode,
            [.. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .SelectMany(header => header.Value.Select(value => (header.Key, value)))],
            await response.Content.ReadAsByteArrayAsync());
    }

    private static Task<Answer> InMemoryAsync(AsyncGatewayApp app, string method, (string Name, string Value)[] headers) =>
        InMemoryAsync(new GatewayClient(app), method, headers);

    private static async Task<Answer> InMemoryAsync(GatewayClient client, string method, (string Name, string Value)[] headers)
    {
        var response = await client.Send(new GatewayRequest(method, "/") { Headers = headers });
        response.Errors.ShouldBeEmpty();
        return new(response.StatusCode, [.. response.Headers], response.Bytes.ToArray());
    }

    private static void Compare(Answer actual, Answer expected, string host)
    {
        actual.Status.ShouldBe(expected.Status, host);
        // A multipart boundary differs each time, and a server adds headers of its own.
        if (expected["Content-Type"]?.StartsWith("multipart/", StringComparison.Ordinal) == true)
            actual.Bytes.Length.ShouldBe(expected.Bytes.Length, host);
        else
            actual.Bytes.ShouldBe(expected.Bytes, host);
        foreach (var name in new[] { "ETag", "Last-Modified", "Content-Range", "Accept-Ranges", "Content-Length", "Cache-Control",
            "Location", "Content-Disposition" })
        {
            // Of a body without any block a server may tell the length, 0, or not.
            if (name != "Content-Length" || expected.Bytes.Length > 0)
                actual[name].ShouldBe(expected[name], $"{name}, {host}");
        }
    }

    private static async Task<HttpClient> StartKestrelAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.UseGatewayApp((environ, startResponse) => Served[environ.Header(AppHeader)!](environ, startResponse));
        await application.StartAsync();
        return new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new Uri(application.Urls.Single()),
        };
    }
}
