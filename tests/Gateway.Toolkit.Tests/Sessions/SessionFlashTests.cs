using System.Security.Cryptography;

namespace Gateway.Toolkit.Tests;

public class SessionFlashTests
{
    [Fact]
    public async Task A_flash_message_is_shown_once_on_the_next_page()
    {
        var client = Client(session => session.Flash("Saved, \"Zoë\"."), session => session.Flash("Again."));

        (await client.Get("/0")).Text.ShouldBe("");
        (await client.Get("/1")).Text.ShouldBe("");
        (await client.Get("/show")).Text.ShouldBe("Saved, \"Zoë\".|Again.");
        (await client.Get("/show")).Text.ShouldBe("");
    }

    [Fact]
    public async Task Removing_a_value_tells_whether_there_was_one()
    {
        List<bool> removed = [];
        var client = Client(session => session["a"] = "1", session => removed.AddRange([session.Remove("a"), session.Remove("a")]));

        await client.Get("/0");
        await client.Get("/1");
        await client.Get("/1");

        removed.ShouldBe([true, false, false, false]);
    }

    private static GatewayClient Client(params Action<Session>[] actions)
    {
        var app = Handler.ToApp(request =>
        {
            var session = request.Environ.Session();
            if (request.Path == "/show")
                return Response.Text(string.Join('|', session.TakeFlashes()));
            actions[request.Path[1] - '0'](session);
            return Response.Text("");
        });
        return new GatewayClient(app.Use(new Sessions(new CookieSigner(RandomNumberGenerator.GetBytes(32)))).Use(Lint.Check));
    }
}
