using System.Security.Cryptography;
using Dapper;
using Gateway;
using Gateway.Toolkit;
using Microsoft.Data.Sqlite;

public sealed record Link(string Code, string Url);

public sealed record NewLink(string? Url);

public static class Site
{
    public static GatewayApp Create(string path, CookieSigner signer)
    {
        // Dapper opens a connection for each command, and closes it. They come from SQLite's pool.
        SqliteConnection Database() => new($"Data Source={path}");
        IEnumerable<Link> All() => Database().Query<Link>("SELECT code, url FROM links ORDER BY rowid DESC");
        Link Add(string url) => Database().QuerySingle<Link>("INSERT INTO links VALUES (@code, @url) RETURNING code, url",
            new { code = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 8), url });
        Database().Execute("CREATE TABLE IF NOT EXISTS links (code TEXT PRIMARY KEY, url TEXT NOT NULL)");

        var router = new Router();
        router.Get("/", request => Page(request.Session, All()));
        router.Post("/", request =>
        {
            var link = Add(Checked(request.ReadForm().Fields.Get<string>("url")));
            request.Session["latest"] = link.Code;
            request.Session.Flash($"{link.Url} has the code {link.Code}.");
            return Response.Redirect("./");
        });
        router.Post("/import", request =>
        {
            var urls = request.ReadForm().GetFile("file").Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Checked).ToList();
            urls.ForEach(url => Add(url));
            request.Session.Flash($"Imported {urls.Count} links.");
            return Response.Redirect("./");
        });
        router.Get("/api/links", _ => Response.Json(All()));
        router.Post("/api/links", request => Response.Json(Add(Checked(request.ReadJson<NewLink>().Url)), statusCode: 201));
        router.Get("/{code}", (Request _, string code) =>
            Database().QuerySingleOrDefault<string>("SELECT url FROM links WHERE code = @code", new { code }) is { } url
                ? Response.Redirect(url, 302)
                : throw new BadRequestException(404, "There is no such link."));
        return router.ToSyncApp().Use(new Sessions(signer)).Use(new ErrorPages());
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
