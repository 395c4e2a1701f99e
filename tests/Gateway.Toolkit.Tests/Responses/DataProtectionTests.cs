using Example;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Toolkit.Tests.Responses;

/// <summary>Cookies that ASP.NET Core's Data Protection has encrypted.</summary>
public sealed class DataProtectionTests
{
    private readonly CookieSigner _signer = new(new EphemeralDataProtectionProvider());

    [Theory]
    [InlineData("ada")]
    [InlineData("")]
    [InlineData("a.b=c; d\u00e9")]
    public void A_value_comes_back_and_cannot_be_read_on_the_way(string value)
    {
        var cookie = _signer.Sign("user", value);

        _signer.Verify("user", cookie).ShouldBe(value);
        cookie.ShouldMatch("^[A-Za-z0-9_-]+$");
        cookie.ShouldNotContain(Convert.ToBase64String("ada"u8));
    }

    [Fact]
    public void A_cookie_of_another_name_key_or_making_is_refused()
    {
        var cookie = _signer.Sign("user", "ada");

        _signer.Verify("admin", cookie).ShouldBeNull();
        new CookieSigner(new EphemeralDataProtectionProvider()).Verify("user", cookie).ShouldBeNull();
        _signer.Verify("user", cookie[..^2]).ShouldBeNull();
        _signer.Verify("user", "").ShouldBeNull();
        _signer.Verify("user", "not base64!").ShouldBeNull();
        _signer.Verify("user", new CookieSigner(new byte[32]).Sign("user", "ada")).ShouldBeNull();
    }

    [Fact]
    public void A_cookie_ends_when_it_should()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(50);
        var clock = new FixedTime(now);
        var signer = new CookieSigner(new EphemeralDataProtectionProvider()) { TimeProvider = clock };
        var cookie = signer.Sign("user", "ada", now.AddSeconds(10));

        signer.Verify("user", cookie).ShouldBe("ada");
        clock.Now = now.AddSeconds(10);
        signer.Verify("user", cookie).ShouldBeNull();
    }

    [Fact]
    public async Task A_session_is_kept_by_the_services_of_the_host()
    {
        using var services = new ServiceCollection().AddDataProtection().UseEphemeralDataProtectionProvider()
            .Services.BuildServiceProvider();
        GatewayApp app = (environ, startResponse) =>
        {
            var session = environ.Session();
            session["count"] = $"{int.Parse(session["count"] ?? "0") + 1}";
            return Response.Text(session["count"]!).Send(environ, startResponse);
        };
        var client = new GatewayClient(MiddlewareExamples.Protected(app, services)) { BaseAddress = new Uri("https://example.org/") };

        (await client.Get("/")).Text.ShouldBe("1");
        (await client.Get("/")).Text.ShouldBe("2");
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
