using System.Net;

namespace Gateway.Toolkit.Tests;

public class RequestTests
{
    [Fact]
    public void A_request_is_a_view()
    {
        var request = Make.Get("/caf%C3%A9/a%2Fb?x=1", ("HTTP_USER_AGENT", "test"));
        (request.Method, request.PathBase, request.Path, request.Header("user-agent")).ShouldBe(("GET", "", "/café/a%2Fb", "test"));

        request.Environ.RequestMethod = "PUT";
        (request.Environ.ScriptName, request.Environ.PathInfo) = ("/café", "/b");
        (request.Method, request.PathBase, request.Path).ShouldBe(("PUT", "/café", "/b"));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("unknown", null)]
    [InlineData("", null)]
    public void The_client_has_an_address_where_it_is_known(string address, string? expected) =>
        Make.Get("/", (EnvironKeys.RemoteAddr, address)).ClientAddress.ShouldBe(expected is null ? null : IPAddress.Parse(expected));

    [Fact]
    public void The_address_that_middleware_puts_right_is_seen()
    {
        var request = Make.Get();
        request.ClientAddress.ShouldBe(IPAddress.Loopback);
        request.Environ.RemoteAddr = "192.0.2.9";
        request.ClientAddress.ShouldBe(IPAddress.Parse("192.0.2.9"));
        request.Environ.RemoteAddr = null;
        request.ClientAddress.ShouldBeNull();
    }

    [Fact]
    public void Cookies_are_decoded_and_the_first_of_a_name_counts()
    {
        var request = Make.Get("/", ("HTTP_COOKIE", "a=1; b=%C3%B6%3B; a=2; A=3; c=100%; d=\"q\"; e="));
        request.Cookies.ShouldBe(
            new Dictionary<string, string> { ["a"] = "1", ["b"] = "ö;", ["A"] = "3", ["c"] = "100%", ["d"] = "q", ["e"] = "" },
            ignoreOrder: true);
        request.Cookies.ShouldBeSameAs(request.Cookies);
        request.Environ["HTTP_COOKIE"] = "a=9";
        request.Cookies["a"].ShouldBe("9");
        request.Environ.Remove("HTTP_COOKIE");
        request.Cookies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a=1; b", "a=1")]
    [InlineData("b; a=1", "a=1")]
    [InlineData("a=1; prefs={\"x\":1}", "a=1|prefs={\"x\":1}")]
    [InlineData("a=b c", "a=b c")]
    [InlineData("a b=c; a=1", "a=1")]
    [InlineData("a=1; =2", "a=1")]
    [InlineData("=__Host-a=1; a=1", "a=1")]
    [InlineData("a=1,b=2; c=3", "a=1,b=2|c=3")]
    [InlineData("a=1;b=2;;; c=3;", "a=1|b=2|c=3")]
    [InlineData("a=x\u0001y; b=2", "b=2")]
    [InlineData("a=\"x", "a=\"x")]
    [InlineData("$Version=1; a=%zz", "$Version=1|a=%zz")]
    public void What_can_be_read_of_the_cookies_is_read_and_the_rest_is_left_out(string header, string expected) =>
        string.Join('|', Make.Get("/", ("HTTP_COOKIE", header)).Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))
            .ShouldBe(expected);

    [Fact]
    public void Too_many_cookies_are_400()
    {
        var many = string.Join("; ", Enumerable.Range(0, 256).Select(index => $"c{index}=1"));
        Make.Get("/", ("HTTP_COOKIE", many)).Cookies.Count.ShouldBe(256);
        Make.ShouldBeRefused(400, () => _ = Make.Get("/", ("HTTP_COOKIE", many + "; one=more")).Cookies);
    }

    [Fact]
    public void Headers_have_their_types()
    {
        var headers = Make.Get("/",
            ("HTTP_ACCEPT", "text/html;q=0.5, application/json, *; nonsense"), ("HTTP_ACCEPT_LANGUAGE", "de, en;q=0.3"),
            ("HTTP_ACCEPT_ENCODING", "gzip"), ("HTTP_AUTHORIZATION", "Bearer abc"),
            ("HTTP_CACHE_CONTROL", "no-cache"), (EnvironKeys.ContentType, "text/plain; charset=utf-8"), ("HTTP_IF_MATCH", "\"a\", W/\"b\""),
            ("HTTP_IF_NONE_MATCH", "*"),
            ("HTTP_IF_MODIFIED_SINCE", "Wed, 21 Oct 2015 07:28:00 GMT"), ("HTTP_IF_RANGE", "\"a\""), ("HTTP_RANGE", "bytes=0-1,5-"),
            ("HTTP_REFERER", "https://example.com/a"), ("HTTP_X_MINE", "1")).Headers;

        headers.Accept.Select(type => type.MediaType.Value).ShouldBe(["text/html", "application/json"]);
        headers.AcceptLanguage.Select(language => (language.Value.Value, language.Quality)).ShouldBe([("de", null), ("en", 0.3)]);
        headers.AcceptEncoding.Single().Value.Value.ShouldBe("gzip");
        (headers.Authorization!.Scheme, headers.Authorization.Parameter).ShouldBe(("Bearer", "abc"));
        headers.CacheControl!.NoCache.ShouldBeTrue();
        headers.ContentType!.Charset.Value.ShouldBe("utf-8");
        headers.IfMatch!.Select(tag => (tag.Tag.Value, tag.IsWeak)).ShouldBe([("\"a\"", false), ("\"b\"", true)]);
        headers.IfNoneMatch!.Single().Tag.Value.ShouldBe("*");
        headers.IfModifiedSince.ShouldBe(new DateTimeOffset(2015, 10, 21, 7, 28, 0, TimeSpan.Zero));
        headers.IfUnmodifiedSince.ShouldBeNull();
        headers.IfRange!.EntityTag!.Tag.Value.ShouldBe("\"a\"");
        headers.Range!.Ranges.Count.ShouldBe(2);
        headers.Referer.ShouldBe(new Uri("https://example.com/a"));
        headers["x-mine"].ShouldBe("1");
        headers.Host.ShouldBe("127.0.0.1");
    }

    [Fact]
    public void Headers_that_are_not_there_are_null_or_empty()
    {
        var headers = Make.Get().Headers;
        headers.Accept.ShouldBeEmpty();
        new object?[] { headers.Authorization, headers.CacheControl, headers.ContentType, headers.IfMatch, headers.IfNoneMatch,
            headers.IfModifiedSince, headers.IfRange, headers.Range, headers.Referer, headers.UserAgent }
            .ShouldAllBe(value => value == null);
    }

    [Fact]
    public void A_malformed_header_is_400_by_name()
    {
        Refused("If-Match", "HTTP_IF_MATCH", "abc", headers => headers.IfMatch);
        Refused("If-None-Match", "HTTP_IF_NONE_MATCH", "\"a\", b", headers => headers.IfNoneMatch);
        Refused("Range", "HTTP_RANGE", "bytes=2-1", headers => headers.Range);
        Refused("If-Range", "HTTP_IF_RANGE", "abc", headers => headers.IfRange);
        Refused("Content-Type", EnvironKeys.ContentType, "text", headers => headers.ContentType);
        Refused("Authorization", "HTTP_AUTHORIZATION", "a,b c", headers => headers.Authorization);
        Refused("Cache-Control", "HTTP_CACHE_CONTROL", "max-age=x", headers => headers.CacheControl);
        Make.Get("/", ("HTTP_IF_MODIFIED_SINCE", "yesterday")).Headers.IfModifiedSince.ShouldBeNull();

        static void Refused(string name, string key, string value, Func<TypedRequestHeaders, object?> read) =>
            Make.ShouldBeRefused(400, () => read(Make.Get("/", (key, value)).Headers)).ShouldBe($"The header {name} is malformed.");
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html", "text/html")]
    [InlineData("text/*", "text/html")]
    [InlineData("image/png", null)]
    [InlineData("application/json;q=0, */*", "text/html")]
    [InlineData("application/json;q=0.1, text/html;q=0.9", "text/html")]
    [InlineData("text/html, */*", "text/html")]
    [InlineData("application/*;q=0.8, application/json;q=0.2, text/html;q=0.5", "text/html")]
    [InlineData("*/*;q=0", null)]
    [InlineData("text/html;level=1, */*;q=0.1", "application/json")]
    [InlineData("TEXT/HTML", "text/html")]
    [InlineData("text/html, image/gif, *; q=.2, */*; q=.2", "text/html")]
    public void The_best_media_type_is_chosen(string? accept, string? expected) =>
        (accept is null ? Make.Get() : Make.Get("/", ("HTTP_ACCEPT", accept))).Accepts("application/json", "text/html").ShouldBe(expected);

    [Fact]
    public void What_an_app_offers_must_be_a_media_type() =>
        Should.Throw<ArgumentException>(() => Make.Get().Accepts("json")).Message.ShouldContain("'json'");

    [Theory]
    [InlineData(null, "en")]
    [InlineData("de-AT, de;q=0.8, en;q=0.5", "de-AT")]
    [InlineData("de", "de-AT")]
    [InlineData("fr, *;q=0.1", "en")]
    [InlineData("fr", null)]
    [InlineData("en;q=0, *", "de-AT")]
    [InlineData("e", null)]
    public void The_best_language_is_chosen(string? accept, string? expected) =>
        (accept is null ? Make.Get() : Make.Get("/", ("HTTP_ACCEPT_LANGUAGE", accept))).AcceptsLanguage("en", "de-AT").ShouldBe(expected);

    [Theory]
    [InlineData(Precondition.Failed, "PUT", "HTTP_IF_MATCH", "\"v0\"")]
    [InlineData(Precondition.Holds, "PUT", "HTTP_IF_MATCH", "\"v1\"")]
    [InlineData(Precondition.Failed, "PUT", "HTTP_IF_NONE_MATCH", "*")]
    [InlineData(Precondition.Failed, "DELETE", "HTTP_IF_NONE_MATCH", "\"v1\"")]
    [InlineData(Precondition.NotModified, "GET", "HTTP_IF_NONE_MATCH", "\"v1\"")]
    [InlineData(Precondition.Failed, "POST", "HTTP_IF_UNMODIFIED_SINCE", "Wed, 21 Oct 2015 07:27:59 GMT")]
    [InlineData(Precondition.Holds, "POST", "HTTP_IF_MODIFIED_SINCE", "Wed, 21 Oct 2015 07:28:01 GMT")]
    public void Conditions_are_held_against_what_is_there(Precondition expected, string method, string key, string value)
    {
        var request = Make.Get("/", (EnvironKeys.RequestMethod, method), (key, value));
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue("\"v1\"");
        var changed = new DateTimeOffset(2015, 10, 21, 7, 28, 0, TimeSpan.Zero);

        request.EvaluatePreconditions(tag, changed).ShouldBe(expected);
        if (expected == Precondition.Failed)
            Make.ShouldBeRefused(412, () => request.RequirePreconditions(tag, changed));
        else
            request.RequirePreconditions(tag, changed);
    }

    [Fact]
    public void Nothing_matches_where_nothing_is()
    {
        Make.Get("/", (EnvironKeys.RequestMethod, "PUT"), ("HTTP_IF_MATCH", "*")).EvaluatePreconditions(null, exists: false)
            .ShouldBe(Precondition.Failed);
        Make.Get("/", (EnvironKeys.RequestMethod, "PUT"), ("HTTP_IF_NONE_MATCH", "*")).EvaluatePreconditions(null, exists: false)
            .ShouldBe(Precondition.Holds);
        Make.Get("/", (EnvironKeys.RequestMethod, "PUT"), ("HTTP_IF_MATCH", "*")).EvaluatePreconditions(null).ShouldBe(Precondition.Holds);
    }
}
