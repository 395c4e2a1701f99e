using System.Net;
using Gateway.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

// An app is not in the namespace of its library.
namespace Example;

/// <summary>The examples of the XML documentation, word by word; run by
/// <see cref="Gateway.Toolkit.Tests.Documentation.ApiExamplesTests"/>.</summary>
internal static class ApiExamples
{
    internal sealed record Article(int Id, string Title);

    internal static IEnumerable<ReadOnlyMemory<byte>> App(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text($"You asked for {environ.PathInfo}\n");
    }

    internal static async ValueTask<IAsyncEnumerable<ReadOnlyMemory<byte>>> AppAsync(Environ environ, StartResponse startResponse)
    {
        var text = await File.ReadAllTextAsync("greeting.txt", environ.RequestAborted);
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text(text);
    }

    internal static GatewayApp Versioned(GatewayApp app) => (environ, startResponse) =>
        app(environ, (status, headers, exception) => startResponse(status, [.. headers, ("X-Version", "1")], exception));

    internal static IEnumerable<ReadOnlyMemory<byte>> Nothing(Environ environ, StartResponse startResponse)
    {
        startResponse("404 Not Found", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")]);
        return Body.Text("There is nothing here.\n");
    }

    internal static bool TellLanguage(Environ environ)
    {
        var isSearch = environ.RequestMethod == "GET" && environ.PathInfo == "/search";
        var language = environ.Header("Accept-Language") ?? "en";
        environ["example.language"] = language; // For the app behind this middleware.
        return isSearch;
    }

    internal static Environ ForRequest()
    {
        var environ = Environ.ForRequest("POST", "/articles?draft=1", "The text."u8.ToArray());
        return environ;
    }

    internal static IEnumerable<ReadOnlyMemory<byte>> Api(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "application/json")]);
        return Body.Json(new { Id = 1, Title = "foobar" });
    }

    internal static IEnumerable<ReadOnlyMemory<byte>> Logo(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "image/png")]);
        return Body.File("logo.png");
    }

    internal static AsyncGatewayApp Site()
    {
        AsyncGatewayApp site = new GatewayPipeline()
            .Use(Lint.Check)
            .Map("/api", Api)
            .Run(App)
            .Build();
        return site;
    }

    internal static Task ServeAsync(string[] args) =>
        GatewayServer.RunAsync(new GatewayPipeline().Use(Lint.Check).Run(App).Build(), args: args);

    internal static void Serve() =>
        GatewayServer.Run((environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text("Hello World!\n");
        }, "http://localhost:5000");

    internal static GatewayApp Around(GatewayApp app, byte[] key, bool isDevelopment)
    {
        app = app.Use(Lint.Check);
        app = app.Use(new Sessions(new CookieSigner(key), options => options.IdleTimeout = TimeSpan.FromHours(8)));
        app = app.Use(new ProxyFix(options => options.TrustedNetworks.Add(IPNetwork.Parse("10.0.0.0/8"))));
        app = app.Use(new ErrorPages(options => options.ShowDetails = isDevelopment));
        return app;
    }

    internal static Router Articles()
    {
        var router = new Router();
        router.Get("/", _ => Response.Text("home"));
        router.Get("/articles/{id:int}", (Request _, int id) => Response.Json(Find(id)));
        router.Post("/articles", async request => Response.Json(await request.ReadJsonAsync<Article>(), statusCode: 201));
        return router;
    }

    internal static AsyncGatewayApp WithFiles(Router router)
    {
        var site = new GatewayPipeline().Map("/static", new FileServer("wwwroot")).Run(router).Build();
        return site;
    }

    internal static Response Search(Request request)
    {
        var words = request.Query.Get<string>("q"); // 400 if it is missing.
        var page = request.Query.Get("page", 1);
        return Response.Text($"Page {page} of what has {words}");
    }

    internal static Response First()
    {
        return Response.Json(new Article(1, "foobar"));
    }

    internal static Response Hello(string name)
    {
        return Response.Html(Html.Format($"<p>Hello {name}!</p>"));
    }

    internal static Response Created()
    {
        return Response.Redirect("/articles/1");
    }

    internal static CookieSigner Signer()
    {
        var signer = new CookieSigner(Convert.FromBase64String(Environment.GetEnvironmentVariable("COOKIE_KEY")!));
        return signer;
    }

    private static Article Find(int id) => new(id, "foobar");

    internal static Response List(IEnumerable<string> names)
    {
        var items = names.Select(name => Html.Format($"<li>{name}</li>"));
        return Response.Html(Html.Format($"<ul>{items:raw}</ul>"));
    }

    internal static Response Saved(Request request)
    {
        request.Session.Flash("Saved.");
        return Response.Redirect("/");
    }

    internal static Response Copied(Request request)
    {
        var note = request.ReadJson<Note>();
        return Response.Json(note, statusCode: 201);
    }

    internal static void FromServices(Router router) =>
        router.Get("/articles", request => Response.Json(request.Environ.GetRequiredService<ArticleStore>().All()));

    internal static void InDevelopment(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            app.UseGatewayErrorPage();
        app.UseGatewayApp(App);
    }

    internal static async Task Post(GatewayClient client)
    {
        var response = await client.PostJson("/notes", new Note("Buy milk"));
        response.Json<Note>().ShouldBe(new Note("Buy milk"));
    }

    internal static async Task<GatewayResponse> LogIn(GatewayClient client)
    {
        var response = await client.PostForm("/login", [("name", "ada"), ("password", "secret")]);
        return response;
    }

    internal static async Task<GatewayResponse> Upload(GatewayClient client)
    {
        var logo = new GatewayPart("logo", File.ReadAllBytes("logo.png")) { FileName = "logo.png", ContentType = "image/png" };
        var response = await client.PostMultipart("/upload", [new GatewayPart("title", "Our logo"), logo]);
        return response;
    }

    internal static AsyncGatewayApp CountBytes(AsyncGatewayApp app) =>
        async (environ, startResponse) => Body.Observe(await app(environ, startResponse), new ByteCounter(environ));

    internal sealed class ByteCounter(Environ environ) : BodyObserver
    {
        long _bytes;

        protected override void OnBytes(long count) => _bytes += count;

        protected override void OnClose() => environ.Errors.WriteLine($"{environ.PathInfo}: {_bytes} bytes");
    }

    internal sealed record Note(string Text);

    internal sealed class ArticleStore
    {
        private readonly List<Article> _articles = [Find(1)];

        internal IEnumerable<Article> All() => _articles;
    }
}
