using System.Text;
using Gateway;
using Gateway.Toolkit;

namespace Shortener;

public sealed record NewLink(string? Url);

public static class Site
{
    public static AsyncGatewayApp Create(LinkStore links, CookieSigner signer)
    {
        var router = new Router();
        router.Get("/", request => Response.Html(Page(request.Environ.Session(), links.All())));
        router.Post("/", async request =>
        {
            var form = await request.ReadFormAsync();
            var link = links.Add(Checked(form.Fields.Get<string>("url")));
            var session = request.Environ.Session();
            session["latest"] = link.Code;
            session.Flash($"{link.Url} has the code {link.Code}.");
            return Response.Redirect("./", 303);
        });
        router.Post("/import", async request =>
        {
            var form = await request.ReadFormAsync();
            var file = form.File("file") ?? throw new BadRequestException("Choose a file with a URL in each line.");
            var lines = Encoding.UTF8.GetString(file.Bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            string[] urls = [.. lines.Select(Checked)];
            foreach (var url in urls)
                links.Add(url);
            request.Environ.Session().Flash($"Imported {urls.Length} links.");
            return Response.Redirect("./", 303);
        });
        router.Get("/api/links", _ => Response.Json(links.All()));
        router.Post("/api/links", async request =>
        {
            var input = await request.ReadJsonAsync<NewLink>();
            return Response.Json(links.Add(Checked(input.Url)), statusCode: 201);
        });
        router.Get("/{code}", (Request _, string code) =>
            links.Find(code) is { } link ? Response.Redirect(link.Url, 302) : Response.Problem(404, "There is no such link."));

        return new GatewayPipeline().Use(new ErrorPages()).Use(new Sessions(signer)).Run(router).Build();
    }

    // A link to javascript: would run on this site.
    private static string Checked(string? url) =>
        Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? parsed.AbsoluteUri
            : throw new BadRequestException("A link must be an http or https URL.");

    private static string Page(Session session, List<Link> links)
    {
        var messages = string.Concat(session.TakeFlashes().Select(message => Html.Format($"<p role=\"status\">{message}</p>")));
        var items = string.Concat(links.Select(link => Html.Format($"<li><a href=\"{link.Code}\">{link.Code}</a>: {link.Url}</li>")));
        return Html.Format($"""
            <!DOCTYPE html>
            <title>Shortener</title>
            {messages:raw}
            <form method="post"><input name="url" type="url" required> <button>Shorten</button></form>
            <form method="post" action="import" enctype="multipart/form-data">
              <input name="file" type="file" required> <button>Import</button>
            </form>
            <p>Your latest: {session["latest"] ?? "none yet"}</p>
            <ul>{items:raw}</ul>
            """);
    }
}
