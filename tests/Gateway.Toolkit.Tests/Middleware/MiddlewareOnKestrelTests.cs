using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Gateway.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Toolkit.Tests;

/// <summary>Files, sessions and error pages over a real connection, in both shapes.</summary>
public sealed class MiddlewareOnKestrelTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _application;

    public MiddlewareOnKestrelTests()
    {
        _folder.Write("root/a.txt", "0123456789");
        _folder.Write("root/.env", "secret");
        _folder.Write("secret.txt", "secret");
        var files = new FileServer(Path.Combine(_folder.Path, "root"));
        GatewayApp sync = files;
        AsyncGatewayApp async = files;
        var sessions = new Sessions(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())));

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        GatewayApp blocking = (environ, startResponse) => environ.PathInfo switch
        {
            "/visit" => Visit(environ.Session()).Send(environ, startResponse),
            "/fail" => throw new InvalidOperationException("secret"),
            _ => sync(environ, startResponse),
        };
        AsyncGatewayApp awaiting = async (environ, startResponse) => environ.PathInfo switch
        {
            "/visit" => Visit(await environ.SessionAsync()).Send(environ, startResponse),
            "/fail" => throw new InvalidOperationException("secret"),
            _ => await async(environ, startResponse),
        };
        _application.MapGatewayApp(
            "/sync", blocking.Use(Lint.Check).Use(sessions).Use(new ErrorPages()).Use(new RequestId()).Use(Lint.Check));
        _application.MapGatewayApp(
            "/async", awaiting.Use(Lint.Check).Use(sessions).Use(new ErrorPages()).Use(new RequestId()).Use(Lint.Check));
    }

    public Task InitializeAsync() => _application.StartAsync();

    public Task DisposeAsync() => _application.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();

    [Theory, BothShapes]
    public async Task A_file_comes_whole_and_in_parts(Shape shape)
    {
        using var client = Client(shape);
        using var request = new HttpRequestMessage(HttpMethod.Get, "a.txt") { Headers = { Range = new RangeHeaderValue(2, 4) } };

        (await client.GetStringAsync(At("a.txt"))).ShouldBe("0123456789");
        using var part = await client.SendAsync(request);
        (part.StatusCode, await part.Content.ReadAsStringAsync()).ShouldBe((HttpStatusCode.PartialContent, "234"));
    }

    [Theory]
    [BothShapes("../secret.txt")]
    [BothShapes("../../secret.txt")]
    [BothShapes("%2e%2e/secret.txt")]
    [BothShapes("..%2fsecret.txt")]
    [BothShapes("%2e%2e%2fsecret.txt")]
    [BothShapes("%252e%252e%252fsecret.txt")]
    [BothShapes("..%5csecret.txt")]
    [BothShapes("..\\secret.txt")]
    [BothShapes("/../secret.txt")]
    [BothShapes("x/..%2f..%2fsecret.txt")]
    [BothShapes("secret.txt%00")]
    [BothShapes(".%2e/secret.txt")]
    [BothShapes("%c0%ae%c0%ae/secret.txt")]
    [BothShapes(".env")]
    [BothShapes("%2eenv")]
    [BothShapes("x/../.env")]
    public async Task No_request_gets_what_is_not_below_the_root(string path, Shape shape)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_application.Urls.Single()).Port, limit.Token);
        await socket.GetStream().WriteAsync(
            Encoding.Latin1.GetBytes($"GET {Prefix(shape)}/{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), limit.Token);
        using var reader = new StreamReader(socket.GetStream(), Encoding.Latin1);

        var response = await reader.ReadToEndAsync(limit.Token);

        response.ShouldStartWith("HTTP/1.1 40");
        response.ShouldNotContain("\r\n\r\nsecret");
    }

    [Theory, BothShapes]
    public async Task A_session_lasts_from_one_request_to_the_next(Shape shape)
    {
        using var client = Client(shape);

        (await client.GetStringAsync(At("visit"))).ShouldBe("1");
        (await client.GetStringAsync(At("visit"))).ShouldBe("2");
    }

    [Theory, BothShapes]
    public async Task A_failure_gives_nothing_away(Shape shape)
    {
        using var client = Client(shape);

        using var response = await client.GetAsync(At("fail"));

        (response.StatusCode, response.Content.Headers.ContentType!.MediaType)
            .ShouldBe((HttpStatusCode.InternalServerError, "application/problem+json"));
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain(response.Headers.GetValues("X-Request-ID").Single());
        text.ShouldNotContain("secret");
    }

    private static Response Visit(Session session)
    {
        var visits = int.TryParse(session["visits"], out var count) ? count + 1 : 1;
        session["visits"] = $"{visits}";
        return Response.Text($"{visits}");
    }

    private static string Prefix(Shape shape) => shape == Shape.Sync ? "/sync" : "/async";

    private static Uri At(string path) => new(path, UriKind.Relative);

    private HttpClient Client(Shape shape) => new() { BaseAddress = new Uri($"{_application.Urls.Single()}{Prefix(shape)}/") };
}
