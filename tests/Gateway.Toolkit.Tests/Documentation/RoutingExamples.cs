using System.Buffers;

namespace Gateway.Toolkit.Tests;

/// <summary>The examples of docs/routing.md, word by word; run by <see cref="RoutingExamplesTests"/>.</summary>
internal static class RoutingExamples
{
    internal static Router First()
    {
        var router = new Router();
        router.Get("/", request => Response.Text("home"));
        router.Get("/articles/{id:int}", (Request request, int id) => Response.Text($"article {id}"));
        router.Get("/files/{**path}", async (Request request, string path) =>
        {
            var size = await SizeOf(path);
            return Response.Text($"{path} has {size} bytes");
        });
        return router;
    }

    internal static Router Shapes()
    {
        var router = new Router();
        router.Get<int>("/articles/{id:int}", ShowArticle);
        router.Get("/hello/{name}", (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "text/plain")]);
            return Body.Text($"Hello {environ.RouteValue("name")}\n");
        });
        return router;
    }

    internal static Router Constraints()
    {
        var router = new Router();
        router.AddConstraint("slug", new SlugConstraint());
        router.Get("/posts/{slug:slug}", (Request request, string slug) => Response.Text($"post {slug}"));
        return router;
    }

    internal static Router Names()
    {
        var router = new Router();
        router.Get("/articles/{id:int}", (Request request, int id) => Response.Text($"article {id}")).Named("article");
        router.Get("/latest", request => Response.Text(router.UrlFor(request, "article", ("id", 5))));
        return router;
    }

    internal static AsyncGatewayApp Nested()
    {
        var admin = new Router();
        admin.Get("/", request => Response.Text("dashboard"));
        admin.Get("/users/{id:long}", (Request request, long id) => Response.Text($"user {id}")).Named("user");

        var site = new Router();
        site.Get("/", request => Response.Text(site.UrlFor(request, "admin.user", ("id", 1))));
        site.Mount("/admin", admin, name: "admin");

        AsyncGatewayApp app = new GatewayPipeline().Use(Lint.Check).Run(site).Build();
        return app;
    }

    private static Response ShowArticle(Request request, int id) => Response.Text($"article {id}");

    private static ValueTask<int> SizeOf(string path) => new(path.Length);

    internal sealed class SlugConstraint : RouteConstraint
    {
        private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

        public override int MaxLength => 80;

        public override bool Matches(ReadOnlySpan<char> value) => !value.ContainsAnyExcept(Characters);
    }
}
