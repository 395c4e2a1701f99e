using System.Text;
using System.Text.Json.Serialization;
using Gateway.Fakes;

namespace Gateway.Apps;

/// <summary>The examples of the contract, written as a newcomer writes them: they compile without a cast and run as plain
/// functions.</summary>
public partial class NewcomerExamplesTests
{
    [Fact]
    public void A_lambda_is_an_app()
    {
        var app = App((environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text("Hello World!");
        });

        var response = RecordedResponse.Run(app, Environ.ForRequest());

        response.Status.ShouldBe("200 OK");
        response.Headers.ShouldBe([("Content-Type", "text/plain")]);
        response.Text.ShouldBe("Hello World!");
    }

    [Fact]
    public async Task An_async_lambda()
    {
        var store = new Store();
        var app = AsyncApp(async (environ, startResponse) =>
        {
            var article = await store.FindAsync(environ.PathInfo);
            startResponse("200 OK", [("Content-Type", "application/json")]);
            return Body.Json(article, AppJson.Default.Article);
        });

        var response = await RecordedResponse.RunAsync(app, Environ.ForRequest("GET", "/first"));

        response.Headers.ShouldBe([("Content-Type", "application/json")]);
        response.Text.ShouldBe("{\"Title\":\"About first\"}");
    }

    [Fact]
    public void A_generator_is_an_app()
    {
        static IEnumerable<ReadOnlyMemory<byte>> Countdown(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            for (var i = 3; i > 0; i--) yield return Encoding.UTF8.GetBytes($"{i}\n");
        }

        RecordedResponse.Run(App(Countdown), Environ.ForRequest()).Text.ShouldBe("3\n2\n1\n");
    }

    [Fact]
    public async Task An_async_generator()
    {
        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Countdown(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            for (var i = 3; i > 0; i--)
            {
                await Task.Yield();
                yield return Encoding.UTF8.GetBytes($"{i}\n");
            }
        }

        (await RecordedResponse.RunAsync(new GatewayPipeline().Run(Countdown).Build(), Environ.ForRequest())).Text.ShouldBe("3\n2\n1\n");
    }

    [Fact]
    public void Middleware_is_a_function_of_an_app()
    {
        static GatewayApp ProxyHost(GatewayApp app) => (environ, startResponse) =>
        {
            if (environ.TryGetValue("HTTP_X_FORWARDED_FOR", out var client)) environ["REMOTE_ADDR"] = client;
            return app(environ, (status, headers, exception) => startResponse(status, [.. headers, ("Via", "proxy")], exception));
        };

        var app = App((environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text(environ.RemoteAddr ?? "nobody");
        });
        var request = Environ.ForRequest();
        request["HTTP_X_FORWARDED_FOR"] = "192.0.2.1";

        GatewayApp wrapped = app.Use(ProxyHost);
        var response = RecordedResponse.Run(wrapped, request);

        response.Headers.ShouldBe([("Content-Type", "text/plain"), ("Via", "proxy")]);
        response.Text.ShouldBe("192.0.2.1");
    }

    [Fact]
    public void The_legacy_way_to_send_a_block()
    {
        var app = App((environ, startResponse) =>
        {
            startResponse("200 OK", []).Write("Hello"u8);
            return Body.Empty;
        });

        RecordedResponse.Run(app, Environ.ForRequest()).Text.ShouldBe("Hello");
    }

    [Fact]
    public void An_error_page_starts_over()
    {
        var app = App((environ, startResponse) =>
        {
            try
            {
                startResponse("200 OK", []);
                throw new InvalidDataException("broken");
            }
            catch (InvalidDataException error)
            {
                startResponse("500 Internal Server Error", [("Content-Type", "text/plain")], error);
                return Body.Text("Sorry");
            }
        });

        var response = RecordedResponse.Run(app, Environ.ForRequest());

        response.Status.ShouldBe("500 Internal Server Error");
        response.Calls[^1].Exception.ShouldBeOfType<InvalidDataException>();
    }

    [Fact]
    public void A_list_of_blocks_is_a_body()
    {
        var app = App((environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return [Encoding.UTF8.GetBytes("Hello "), Encoding.UTF8.GetBytes("World!")];
        });

        RecordedResponse.Run(app, Environ.ForRequest()).Text.ShouldBe("Hello World!");
    }

    [Fact]
    public async Task Apps_are_composed_in_a_pipeline()
    {
        static GatewayApp NoOp(GatewayApp app) => app;
        static AsyncGatewayApp AsyncNoOp(AsyncGatewayApp app) => app;
        static AsyncGatewayApp RedirectToHttps(AsyncGatewayApp app) => (environ, startResponse) =>
        {
            startResponse("308 Permanent Redirect",
                [("Location", new UriBuilder(environ.Url) { Scheme = "https", Port = -1 }.Uri.AbsoluteUri)]);
            return new(Body.Empty);
        };
        static IEnumerable<ReadOnlyMemory<byte>> Hello(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            yield return Encoding.UTF8.GetBytes($"Hello from {environ.ScriptName}");
        }
        static IEnumerable<ReadOnlyMemory<byte>> Nothing(Environ environ, StartResponse startResponse)
        {
            startResponse("404 Not Found", []);
            yield break;
        }

        var api = App(Hello).Use(NoOp);
        AsyncGatewayApp site = new GatewayPipeline()
            .Use(AsyncNoOp)
            .When(environ => environ.UrlScheme == "http", branch => branch.Use(RedirectToHttps))
            .Map("/api", api)
            .Cascade(Nothing, Nothing)
            .Run(Hello)
            .Build();

        (await RecordedResponse.RunAsync(site, Environ.ForRequest("GET", "https://example.com/api/x"))).Text.ShouldBe("Hello from /api");
        (await RecordedResponse.RunAsync(site, Environ.ForRequest("GET", "https://example.com/"))).Text.ShouldBe("Hello from ");
        (await RecordedResponse.RunAsync(site, Environ.ForRequest("GET", "http://example.com/a%2Fb?c")))
            .Headers.ShouldBe([("Location", "https://example.com/a%2Fb?c")]);
    }

    // What UseGatewayApp takes, without a host.
    private static GatewayApp App(GatewayApp app) => app;

    private static AsyncGatewayApp AsyncApp(AsyncGatewayApp app) => app;

    private sealed class Store
    {
        private readonly Dictionary<string, Article> _articles = new() { ["/first"] = new("About first") };

        public async Task<Article> FindAsync(string path)
        {
            await Task.Yield();
            return _articles[path];
        }
    }

    internal sealed record Article(string Title);

    [JsonSerializable(typeof(Article))]
    internal sealed partial class AppJson : JsonSerializerContext;
}
