using System.Security.Cryptography;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit.Tests;

/// <summary>RFC 6265bis, 4.1.</summary>
public class CookieTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void A_cookie_is_safe_as_it_stands() =>
        Response.NoContent().SetCookie("a", "1").Headers["Set-Cookie"].ShouldBe("a=1; path=/; secure; samesite=lax; httponly");

    [Fact]
    public void Every_attribute_is_sent() =>
        Response.NoContent().SetCookie("a", "1", new SetCookieOptions
        {
            Domain = "example.com",
            Path = "/x",
            Expires = DigitsFile.Changed,
            MaxAge = TimeSpan.FromHours(1),
            Secure = false,
            HttpOnly = false,
            SameSite = SameSite.Strict,
        }).Headers["Set-Cookie"]
        .ShouldBe("a=1; expires=Wed, 21 Oct 2015 07:28:00 GMT; max-age=3600; domain=example.com; path=/x; samesite=strict");

    [Fact]
    public void A_cookie_is_deleted_where_it_was_set() =>
        Response.NoContent().DeleteCookie("a", new SetCookieOptions { Path = "/x" }).Headers["Set-Cookie"]
            .ShouldBe("a=; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; path=/x; secure; samesite=lax; httponly");

    [Fact]
    public void What_browsers_would_ignore_is_refused()
    {
        Refused("a", new() { SameSite = SameSite.None, Secure = false });
        Refused("__Secure-a", new() { Secure = false });
        Refused("__Host-a", new() { Path = "/x" });
        Refused("__Host-a", new() { Domain = "example.com" });
        Refused("a b", new());
        Refused("a=b", new());
        Refused("", new());
        Response.NoContent().SetCookie("__Host-a", "1").Headers.Count.ShouldBe(1);

        static void Refused(string name, SetCookieOptions options) =>
            Should.Throw<ArgumentException>(() => Response.NoContent().SetCookie(name, "1", options));
    }

    [Theory]
    [InlineData("/x; Domain=evil.example")]
    [InlineData("/x;HttpOnly")]
    [InlineData("/x\r\nSet-Cookie: b=2")]
    [InlineData("/caf\u00e9")]
    [InlineData("x")]
    [InlineData("")]
    public void A_path_that_is_more_than_a_path_is_refused(string path)
    {
        Should.Throw<ArgumentException>(() => Response.NoContent().SetCookie("a", "v", new SetCookieOptions { Path = path }))
            .Message.ShouldContain("path");
        Should.Throw<ArgumentException>(() => Response.NoContent().DeleteCookie("a", new SetCookieOptions { Path = path }));
        Should.Throw<ArgumentException>(
            () => new Sessions(new CookieSigner(Key), options => options.Cookie = new SetCookieOptions { Path = path }));
    }

    [Theory]
    [InlineData("example.com; SameSite=None")]
    [InlineData("example.com\nx")]
    [InlineData("ex ample.com")]
    [InlineData("")]
    public void A_domain_that_is_more_than_a_domain_is_refused(string domain)
    {
        Should.Throw<ArgumentException>(() => Response.NoContent().SetCookie("a", "v", new SetCookieOptions { Domain = domain }))
            .Message.ShouldContain("domain");
        Should.Throw<ArgumentException>(
            () => new Sessions(new CookieSigner(Key), options => options.Cookie = new SetCookieOptions { Domain = domain }));
    }

    [Fact]
    public void A_cookie_of_more_bytes_than_browsers_keep_is_refused()
    {
        var attributes = Response.NoContent().SetCookie("a", "").Headers["Set-Cookie"]!.Length;

        Response.NoContent().SetCookie("a", new string('v', 4096 - attributes)).Headers["Set-Cookie"]!.Length.ShouldBe(4096);
        Should.Throw<ArgumentException>(() => Response.NoContent().SetCookie("a", new string('v', 4097 - attributes)))
            .Message.ShouldContain("4097 bytes");
        Should.Throw<ArgumentException>(
            () => Response.NoContent().SetCookie("a", "v", new SetCookieOptions { Path = "/" + new string('p', 4096) }));
        Should.Throw<ArgumentException>(() => Response.NoContent().SetSignedCookie("a", new string('v', 4000), new CookieSigner(Key)));
    }

    [Property]
    public void Any_text_comes_back_as_it_was(string? text)
    {
        // What is no text (half a surrogate pair) cannot be sent as UTF-8.
        var value = WellFormed(text);
        Returned(Response.NoContent().SetCookie("a", value)).Cookies["a"].ShouldBe(value);
    }

    [Property]
    public void A_signed_cookie_comes_back_as_it_was(string? text)
    {
        var value = WellFormed(text);
        var signer = new CookieSigner(Key);
        Returned(Response.NoContent().SetSignedCookie("a", value, signer)).SignedCookie("a", signer).ShouldBe(value);
    }

    [Property]
    public void A_signed_cookie_in_which_anything_is_changed_is_none(string? text, NonNegativeInt position, char character)
    {
        var signer = new CookieSigner(Key);
        var genuine = signer.Sign("a", WellFormed(text), DateTimeOffset.MaxValue);
        var forged = genuine.ToCharArray();
        forged[position.Get % forged.Length] = character;
        // The last character of base64url has bits that stand for nothing.
        if (!forged.AsSpan(..^1).SequenceEqual(genuine.AsSpan(..^1)))
            signer.Verify("a", new string(forged)).ShouldBeNull();
    }

    [Property]
    public void Anything_at_all_is_no_signed_cookie(string? text) => new CookieSigner(Key).Verify("a", text ?? "").ShouldBeNull();

    [Fact]
    public void A_random_key_verifies_only_for_the_signer_that_has_it()
    {
        var signer = CookieSigner.WithRandomKey();
        var cookie = signer.Sign("a", "1");

        signer.Verify("a", cookie).ShouldBe("1");
        CookieSigner.WithRandomKey().Verify("a", cookie).ShouldBeNull();
    }

    [Fact]
    public void A_signature_is_for_one_name()
    {
        var signer = new CookieSigner(Key);
        signer.Verify("user", signer.Sign("theme", "root")).ShouldBeNull();
        signer.Verify("theme", signer.Sign("theme", "root")).ShouldBe("root");
    }

    [Fact]
    public void Keys_are_rotated()
    {
        var old = RandomNumberGenerator.GetBytes(32);
        var signed = new CookieSigner(old).Sign("a", "1");

        new CookieSigner(Key, old).Verify("a", signed).ShouldBe("1");
        new CookieSigner(old).Verify("a", new CookieSigner(Key, old).Sign("a", "1")).ShouldBeNull();
        new CookieSigner(Key).Verify("a", signed).ShouldBeNull();
    }

    [Fact]
    public void A_signed_cookie_ends_when_it_was_told_to()
    {
        var clock = new Clock { Now = DigitsFile.Changed };
        var signer = new CookieSigner(Key) { TimeProvider = clock };
        var request = Returned(Response.NoContent().SetSignedCookie("a", "1", signer, new() { MaxAge = TimeSpan.FromMinutes(1) }));

        clock.Now += TimeSpan.FromSeconds(59);
        request.SignedCookie("a", signer).ShouldBe("1");
        clock.Now += TimeSpan.FromSeconds(1);
        request.SignedCookie("a", signer).ShouldBeNull();
        request.SignedCookie("b", signer).ShouldBeNull();
    }

    [Fact]
    public void A_key_has_the_length_of_the_hash()
    {
        Should.Throw<ArgumentException>(() => new CookieSigner()).Message.ShouldContain("needs a key");
        Should.Throw<ArgumentException>(() => new CookieSigner(Key, new byte[31])).Message.ShouldContain("Key 1");
    }

    [Fact]
    public async Task A_browser_sends_them_back()
    {
        var client = new GatewayClient(
            Handler.ToApp(
                request => request.Cookies.TryGetValue("a", out var value)
                    ? Response.Text(value) : Response.NoContent().SetCookie("a", "ö; \"x\"")).Use(Lint.Check))
        {
            BaseAddress = new Uri("https://localhost/"),
        };
        (await client.Get("/")).StatusCode.ShouldBe(204);
        (await client.Get("/")).Text.ShouldBe("ö; \"x\"");
    }

    private static string WellFormed(string? text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text ?? ""));

    private static Request Returned(Response response)
    {
        var set = response.Headers["Set-Cookie"]!;
        ResponseValidator.ValidateHeader("Set-Cookie", set);
        var cookie = SetCookieHeaderValue.Parse(set);
        var environ = Environ.ForRequest();
        environ["HTTP_COOKIE"] = $"other=1; {cookie.Name}={cookie.Value}";
        return new Request(environ);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
