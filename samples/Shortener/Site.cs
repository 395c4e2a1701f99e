using Gateway;
using Gateway.Toolkit;

namespace Shortener;

public sealed record NewLink(string? Url);

public static class Site
{
    public static AsyncGatewayApp Create(LinkStore links, CookieSigner signer)
    {
        links.Create();
        var router = new Router();
        router.Get("/", request => Page(request.Session, links.All()));
        router.Post("/", async request =>
        {
            var form = await request.ReadFormAsync();
            var link = links.Add(Checked(form.Fields.Get<string>("url")));
            request.Session["latest"] = link.Code;
            request.Session.Flash($"{link.Url} has the code {link.Code}.");
            return Response.Redirect("./");
        });
        router.Post("/import", async request =>
        {
            var form = await request.ReadFormAsync();
            var file = form.File("file") ?? throw new BadRequestException("Choose a file with a URL in each line.");
            var urls = file.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Checked).ToList();
            urls.ForEach(url => links.Add(url));
            request.Session.Flash($"Imported {urls.Count} links.");
            return Response.Redirect("./");
        });
        router.Get("/api/links", _ => Response.Json(links.All()));
        router.Post("/api/links", async request =>
            Response.Json(links.Add(Checked((await request.ReadJsonAsync<NewLink>()).Url)), statusCode: 201));
        router.Get("/{code}", (Request _, string code) =>
            Response.Redirect(links.Find(code)?.Url ?? throw new BadRequestException(404, "There is no such link."), 302));
        return new GatewayPipeline().Use(new ErrorPages()).Use(new Sessions(signer)).Run(router).Build();
    }

    // A link to javascript: would run on this site.
    private static string Checked(string? url) =>
        Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? parsed.AbsoluteUri
            : throw new BadRequestException("A link must be an http or https URL.");

    private static Response Page(Session session, IEnumerable<Link> links) => Response.Html(Html.Format($"""
        <!DOCTYPE html>
        <title>Shortener</title>
        {session.TakeFlashes().Select(message => Html.Format($"<p role=\"status\">{message}</p>")):raw}
        <form method="post"><input name="url" type="url" required> <button>Shorten</button></form>
        <form method="post" action="import" enctype="multipart/form-data">
          <input name="file" type="file" required> <button>Import</button>
        </form>
        <p>Your latest: {session["latest"] ?? "none yet"}</p>
        <ul>{links.Select(link => Html.Format($"<li><a href=\"{link.Code}\">{link.Code}</a>: {link.Url}</li>")):raw}</ul>
        """));
}
