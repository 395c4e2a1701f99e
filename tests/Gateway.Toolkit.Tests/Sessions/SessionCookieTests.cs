namespace Gateway.Toolkit.Tests;

public class SessionCookieTests : SessionsTest
{
    // RFC 6265bis, 4.1.2.
    [Theory]
    [InlineData(Kind.Cookie)]
    [InlineData(Kind.Cache)]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites(Kind kind)
    {
        var secure = await Client(kind, Shape.Sync).Get("/set?a=1");
        var plain = await new GatewayClient(Sync.Use(Sessions(kind))).Get("/set?a=1");

        secure.Headers["Set-Cookie"]!.ShouldEndWith("; path=/; secure; samesite=lax; httponly");
        plain.Headers["Set-Cookie"]!.ShouldEndWith("; path=/; samesite=lax; httponly");
        plain.Headers["Set-Cookie"]!.ShouldNotContain("secure");
        secure.Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Theory]
    [BothShapes("")]
    [BothShapes("x")]
    [BothShapes("...")]
    [BothShapes("eyJlIjo0MTAyNDQ0ODAwMDAwLCJ2Ijp7ImEiOiIxIn19..AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [BothShapes("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [BothShapes("%00%FF")]
    [BothShapes("a b\"c")]
    public async Task A_cookie_that_is_none_of_ours_is_an_empty_session(string cookie, Shape shape)
    {
        foreach (var kind in new[] { Kind.Cookie, Kind.Cache })
        {
            var client = Client(kind, shape);

            (await client.Get("/show", ("Cookie", $"session={cookie}"))).Text.ShouldBe("");
            // And nobody chooses an id for somebody else.
            var set = await client.Get("/set?a=1", ("Cookie", $"session={cookie}"));
            set.Headers["Set-Cookie"]!.ShouldNotStartWith($"session={cookie};");
        }
    }

    [Fact]
    public async Task Each_change_of_a_signed_cookie_is_noticed()
    {
        var value = Value(await Client(Kind.Cookie, Shape.Sync).Get("/set?a=1"));
        (await Client(Kind.Cookie, Shape.Sync).Get("/show", ("Cookie", "session=" + value))).Text.ShouldBe("a=1");

        for (var index = 0; index < value.Length - 1; index++) // The last character holds two bits that count for nothing.
        {
            var forged = value[..index] + (value[index] == 'A' ? 'B' : 'A') + value[(index + 1)..];
            (await Client(Kind.Cookie, Shape.Sync).Get("/show", ("Cookie", "session=" + forged))).Text.ShouldBe("", forged);
        }
    }

    [Theory]
    [InlineData(Kind.Cookie)]
    [InlineData(Kind.Cache)]
    public async Task A_malformed_cookie_beside_it_does_no_harm(Kind kind)
    {
        var value = Value(await Client(kind, Shape.Sync).Get("/set?a=1"));

        (await Client(kind, Shape.Sync).Get("/show", ("Cookie", $"b={{\"x\": 1, 2}}; session={value}; =; x"))).Text.ShouldBe("a=1");
    }

    // RFC 6265bis, 5.6.
    [Theory, BothShapes]
    public async Task A_session_that_no_browser_would_keep_is_an_error_that_says_so(Shape shape)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Client(Kind.Cookie, shape).Get("/large?3000"));

        failure.Message.ShouldContain("keep sessions in a cache");
        (await Client(Kind.Cookie, shape).Get("/large?2900")).StatusCode.ShouldBe(200);
        (await Client(Kind.Cache, shape).Get("/large?100000")).StatusCode.ShouldBe(200);
    }

    [Fact]
    public async Task The_cookie_can_be_chosen()
    {
        var sessions = Sessions(Kind.Cookie, options => (options.CookieName, options.Cookie) =
            ("__Host-s", new SetCookieOptions { MaxAge = TimeSpan.FromDays(1), SameSite = SameSite.Strict }));

        (await new GatewayClient(Sync.Use(sessions)).Get("/set?a=1"))
            .Headers["Set-Cookie"]!.ShouldMatch("^__Host-s=[^;]+; max-age=86400; path=/; secure; samesite=strict; httponly$");
    }
}
