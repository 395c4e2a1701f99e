using System.Text.Json.Serialization;

namespace Gateway.Testing.Tests.Clients;

public partial class GatewayClientTests
{
    private static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];

    [Fact]
    public async Task A_get_gives_status_headers_and_text()
    {
        var client = new GatewayClient((environ, startResponse) =>
        {
            startResponse("201 Created", Plain);
            return Body.Text($"{environ.RequestMethod} {environ.PathInfo} {environ.QueryString}");
        });

        var response = await client.Get("/articles?page=2");

        response.Status.ShouldBe("201 Created");
        response.StatusCode.ShouldBe(201);
        response.Headers["content-type"].ShouldBe("text/plain");
        response.Text.ShouldBe("GET /articles page=2");
    }

    [Fact]
    public async Task Json_goes_both_ways()
    {
        var client = new GatewayClient(async (environ, startResponse) =>
        {
            using var copy = new MemoryStream();
            await environ.Input.CopyToAsync(copy);
            startResponse("200 OK", [("Content-Type", environ.ContentType!)]);
            return Body.Bytes(copy.ToArray());
        });

        var response = await client.PutJson("/", new Article("hello"), ClientJson.Default.Article);

        response.Headers["Content-Type"].ShouldBe("application/json");
        response.Json(ClientJson.Default.Article).ShouldBe(new Article("hello"));
    }

    [Fact]
    public async Task Cookies_are_kept_between_requests()
    {
        var client = new GatewayClient((environ, startResponse) =>
        {
            startResponse("200 OK", [("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2; Path=/")]);
            return Body.Text(environ.Header("Cookie") ?? "none");
        });

        (await client.Get("/")).Text.ShouldBe("none");
        (await client.Get("/")).Text.ShouldBe("a=1; b=2");
    }

    [Theory]
    [InlineData("303 See Other", "GET /there")]
    [InlineData("302 Found", "GET /there")]
    [InlineData("307 Temporary Redirect", "POST /there body")]
    public async Task A_redirect_is_followed_where_asked_for(string status, string expected)
    {
        GatewayApp app = (environ, startResponse) =>
        {
            if (environ.PathInfo == "/")
            {
                startResponse(status, [("Location", "/there")]);
                return Body.Empty;
            }

            startResponse("200 OK", Plain);
            return Body.Text($"{environ.RequestMethod} {environ.PathInfo} {new StreamReader(environ.Input).ReadToEnd()}".Trim());
        };

        (await new GatewayClient(app).Post("/", "body")).Status.ShouldBe(status);
        (await new GatewayClient(app) { FollowRedirects = true }.Post("/", "body")).Text.ShouldBe(expected);
    }

    [Theory]
    [InlineData("https://localhost/there", "200 OK")]
    [InlineData("//LOCALHOST:81/there", "200 OK")]
    [InlineData("http://example.org/there", "302 Found")]
    [InlineData("//www.localhost/there", "302 Found")]
    public async Task A_redirect_to_another_host_is_returned(string location, string expected)
    {
        var client = new GatewayClient((environ, startResponse) =>
        {
            startResponse(environ.PathInfo == "/" ? "302 Found" : "200 OK", [("Location", location)]);
            return Body.Empty;
        }) { FollowRedirects = true };

        (await client.Get("/")).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task A_redirect_that_never_ends_is_an_error()
    {
        var client = new GatewayClient((_, startResponse) =>
        {
            startResponse("302 Found", [("Location", "/")]);
            return Body.Empty;
        }) { FollowRedirects = true };

        await Should.ThrowAsync<InvalidOperationException>(() => client.Get("/"));
    }

    [Fact]
    public async Task The_exception_of_an_app_is_thrown_unchanged()
    {
        var thrown = new FormatException("on purpose");
        var client = new GatewayClient((_, _) => throw thrown);

        (await Should.ThrowAsync<FormatException>(() => client.Get("/"))).ShouldBeSameAs(thrown);
    }

    [Fact]
    public async Task After_the_head_an_exception_fails_the_stream()
    {
        var client = new GatewayClient((_, startResponse) =>
        {
            startResponse("200 OK", Plain);
            return FailAfter("first");
        });

        await using var response = await client.Open("/");
        var buffer = new byte[16];
        (await response.Body.ReadAsync(buffer)).ShouldBe(5);
        var error = await Should.ThrowAsync<ResponseAbortedException>(() => response.Body.ReadExactlyAsync(buffer).AsTask());
        error.InnerException.ShouldBeOfType<FormatException>();
    }

    [Fact]
    public async Task A_block_is_asked_for_when_the_last_one_has_been_read()
    {
        var asked = 0;
        var client = new GatewayClient((_, startResponse) =>
        {
            startResponse("200 OK", Plain);
            return Count();
        });

        await using var response = await client.Open("/");
        var buffer = new byte[16];
        for (var block = 1; block <= 3; block++)
        {
            Volatile.Read(ref asked).ShouldBe(block);
            (await response.Body.ReadAsync(buffer)).ShouldBe(1);
            if (block < 3)
                SpinWait.SpinUntil(() => Volatile.Read(ref asked) > block, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        }

        IEnumerable<ReadOnlyMemory<byte>> Count()
        {
            for (var block = 0; block < 3; block++)
            {
                Interlocked.Increment(ref asked);
                yield return new byte[1];
            }
        }
    }

    [Fact]
    public async Task Leaving_stops_and_closes_the_body()
    {
        var isClosed = false;
        CancellationToken aborted = default;
        var client = new GatewayClient((environ, startResponse) =>
        {
            aborted = environ.RequestAborted;
            startResponse("200 OK", Plain);
            return Endless();
        });

        await using (var response = await client.Open("/"))
            response.StatusCode.ShouldBe(200);

        aborted.IsCancellationRequested.ShouldBeTrue();
        isClosed.ShouldBeTrue();

        IEnumerable<ReadOnlyMemory<byte>> Endless()
        {
            try
            {
                while (true)
                    yield return new byte[1];
            }
            finally
            {
                isClosed = true;
            }
        }
    }

    [Fact]
    public async Task Errors_are_collected()
    {
        var client = new GatewayClient((environ, startResponse) =>
        {
            environ.Errors.WriteLine("a warning");
            startResponse("200 OK", Plain);
            return Body.Empty;
        });

        (await client.Get("/")).Errors.ShouldBe("a warning\n");
    }

    [Fact]
    public async Task A_whole_url_sets_scheme_host_and_port()
    {
        var client = new GatewayClient((environ, startResponse) =>
        {
            startResponse("200 OK", Plain);
            return Body.Text($"{environ.UrlScheme} {environ.ServerName} {environ.ServerPort} {environ.Url}");
        });

        (await client.Get("https://example.com:8443/a?b")).Text.ShouldBe("https example.com 8443 https://example.com:8443/a?b");
    }

    [Fact]
    public async Task A_websocket_that_is_refused_shows_the_response()
    {
        var client = new GatewayClient((_, startResponse) =>
        {
            startResponse("403 Forbidden", Plain);
            return Body.Text("no");
        });

        var refused = await Should.ThrowAsync<WebSocketRefusedException>(() => client.ConnectWebSocket("/ws"));

        refused.Response!.Text.ShouldBe("no");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> FailAfter(string first)
    {
        yield return System.Text.Encoding.UTF8.GetBytes(first);
        throw new FormatException("on purpose");
    }

    internal sealed record Article(string Title);

    [JsonSerializable(typeof(Article))]
    internal sealed partial class ClientJson : JsonSerializerContext;
}
