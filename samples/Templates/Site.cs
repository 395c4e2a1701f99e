using Gateway;
using Gateway.Toolkit;

namespace Templates;

internal static class Site
{
    private static readonly Article[] Articles =
        [new("foobar", "This is a post."), new("<script>alert(1)</script>", "A title as a stranger would choose it & more.")];

    public static AsyncGatewayApp Create(Views views)
    {
        var router = new Router();
        router.Get("/",
            (Request request) => Response.Html(views.Render("articles", new { Heading = request.Query.Get("q", "Articles"), Articles })));
        return router;
    }
}
