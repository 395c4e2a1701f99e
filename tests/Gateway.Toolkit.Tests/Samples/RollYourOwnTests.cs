using RollYourOwn;

namespace Gateway.Toolkit.Tests;

public class RollYourOwnTests
{
    private readonly GatewayClient _client = new(RollYourOwn.Site.Create().Use(Lint.Check));

    [Fact]
    public async Task The_router_finds_lambdas_methods_and_generators()
    {
        (await _client.Get("/")).Text.ShouldStartWith("Try /hello/you");
        (await _client.Get("/hello/caf%C3%A9")).Text.ShouldBe("Hello café at 127.0.0.1!\n");
        (await _client.Get("/countdown")).Text.ShouldBe("3\n2\n1\n");
        (await _client.Post("/shout", "can you hear me, é?")).Text.ShouldBe("CAN YOU HEAR ME, é?");
    }

    [Theory]
    [InlineData("/hello")]
    [InlineData("/hello/")]
    [InlineData("/hello/a/b")]
    [InlineData("/countdown%0A")]
    [InlineData("/countdowns")]
    public async Task What_no_template_fits_is_not_found(string path) =>
        (await _client.Get(path)).Status.ShouldBe("404 Not Found");

    [Fact]
    public async Task Another_method_is_told_which_there_are_and_head_is_get()
    {
        var refused = await _client.Delete("/countdown");

        refused.Status.ShouldBe("405 Method Not Allowed");
        refused.Headers["Allow"].ShouldBe("GET, HEAD");
        (await _client.Head("/countdown")).Status.ShouldBe("200 OK");
    }

    [Theory]
    [InlineData("192.0.2.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("unknown", "127.0.0.1")]
    public async Task The_proxys_word_is_taken_for_who_asked(string forwarded, string client)
    {
        var response = await _client.Get("/hello/you", ("X-Forwarded-For", forwarded));

        response.Text.ShouldBe($"Hello you at {client}!\n");
    }

    [Fact]
    public async Task What_went_wrong_is_logged_with_who_asked()
    {
        (await _client.Get("/hello/you")).Errors.ShouldBe("");
        (await _client.Get("/nothing%0A", ("X-Forwarded-For", "203.0.113.7")))
            .Errors.ShouldContain("203.0.113.7 GET /nothing%0A 404 Not Found");
    }

    [Fact]
    public async Task Nobody_elses_word_is()
    {
        var app = RollYourOwn.Site.Create();
        var client = new GatewayClient((environ, startResponse) =>
        {
            environ.RemoteAddr = "198.51.100.9";
            return app(environ, startResponse);
        });

        (await client.Get("/hello/you", ("X-Forwarded-For", "203.0.113.7"))).Text.ShouldBe("Hello you at 198.51.100.9!\n");
    }

    [Fact]
    public async Task The_bytes_of_all_responses_are_counted()
    {
        await _client.Get("/countdown");
        await _client.Post("/shout", "abc");

        (await _client.Get("/traffic")).Text.ShouldBe("9 bytes so far\n");
        (await _client.Get("/traffic")).Text.ShouldBe("24 bytes so far\n");
    }

    [Fact]
    public void A_counted_file_and_a_counted_block_stay_what_they_are()
    {
        var traffic = new Traffic();

        traffic.Counted((_, _) => Body.File(typeof(RollYourOwnTests).Assembly.Location))(Environ.ForRequest(), null!)
            .ShouldBeAssignableTo<FileBody>();
        traffic.Counted((_, _) => Body.Text("abc"))(Environ.ForRequest(), null!).ShouldBeAssignableTo<MemoryBody>();
    }

    [Fact]
    public async Task Middleware_changes_every_answer() =>
        (await _client.Get("/nothing")).Headers["Server"].ShouldBe("RollYourOwn");
}
