using System.Text;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit.Tests;

/// <summary>RFC 9110, section 13, on every host.</summary>
public class ConditionalTests
{
    private const string Tag = "\"v1\"";
    private const string Changed = "Wed, 21 Oct 2015 07:28:00 GMT";
    private const string Earlier = "Wed, 21 Oct 2015 07:27:59 GMT";
    private const string Later = "Wed, 21 Oct 2015 07:28:01 GMT";

    [Theory]
    // 13.1.1: strong comparison; * is anything that is there.
    [InlineData(200, "If-Match", Tag)]
    [InlineData(200, "If-Match", "*")]
    [InlineData(200, "If-Match", "\"v0\", \"v1\"")]
    [InlineData(412, "If-Match", "\"v0\"")]
    [InlineData(412, "If-Match", "W/\"v1\"")]
    // 13.1.2: weak comparison.
    [InlineData(304, "If-None-Match", Tag)]
    [InlineData(304, "If-None-Match", "W/\"v1\"")]
    [InlineData(304, "If-None-Match", "\"v0\",\"v1\"")]
    [InlineData(304, "If-None-Match", "*")]
    [InlineData(200, "If-None-Match", "\"v0\"")]
    // 13.1.3: to the second; no date is no condition.
    [InlineData(304, "If-Modified-Since", Changed)]
    [InlineData(304, "If-Modified-Since", Later)]
    [InlineData(200, "If-Modified-Since", Earlier)]
    [InlineData(200, "If-Modified-Since", "yesterday")]
    [InlineData(304, "If-Modified-Since", "Wednesday, 21-Oct-15 07:28:00 GMT")]
    [InlineData(304, "If-Modified-Since", "Wed Oct 21 07:28:00 2015")]
    // 13.1.4
    [InlineData(200, "If-Unmodified-Since", Changed)]
    [InlineData(412, "If-Unmodified-Since", Earlier)]
    [InlineData(200, "If-Unmodified-Since", "yesterday")]
    // 13.2.2: If-Match goes before If-Unmodified-Since, If-None-Match before If-Modified-Since, what can fail before what can save.
    [InlineData(200, "If-Match", Tag, "If-Unmodified-Since", Earlier)]
    [InlineData(200, "If-None-Match", "\"v0\"", "If-Modified-Since", Changed)]
    [InlineData(304, "If-None-Match", Tag, "If-Modified-Since", Earlier)]
    [InlineData(304, "If-Match", Tag, "If-None-Match", Tag)]
    [InlineData(412, "If-Match", "\"v0\"", "If-None-Match", Tag)]
    [InlineData(412, "If-Unmodified-Since", Earlier, "If-None-Match", Tag)]
    // Malformed.
    [InlineData(400, "If-Match", "v1")]
    [InlineData(400, "If-None-Match", "\"v1")]
    public async Task Conditions_are_held_against_the_validators(int status, params string[] headers)
    {
        var pairs = headers.Chunk(2).Select(pair => (pair[0], pair[1])).ToArray();
        foreach (var method in new[] { "GET", "HEAD" })
        {
            var answer = await Hosts.SendAsync(_ => Versioned(), method, pairs);

            answer.Status.ShouldBe(status);
            if (method == "GET" && status == 200)
                answer.Text.ShouldBe("hello");
            if (status is 400 or 412)
                answer["Content-Type"].ShouldBe("application/problem+json");
        }
    }

    [Fact]
    public async Task A_304_has_what_updates_a_cache_and_no_other_metadata()
    {
        var answer = await Hosts.SendAsync(
            _ => Versioned().With("Cache-Control", "max-age=60").With("Vary", "Accept").With("Expires", Later)
                .With("Content-Location", "/en").With("Content-Language", "en").With("Set-Cookie", "a=1"),
            "GET",
            ("If-None-Match", Tag));

        answer.Bytes.ShouldBeEmpty();
        (answer["ETag"], answer["Cache-Control"], answer["Vary"], answer["Expires"], answer["Content-Location"], answer["Set-Cookie"])
            .ShouldBe((Tag, "max-age=60", "Accept", Later, "/en", "a=1"));
        (answer["Content-Type"], answer["Content-Language"], answer["Content-Length"], answer["Last-Modified"])
            .ShouldBe((null, null, null, null));
    }

    [Fact]
    public async Task A_304_without_an_ETag_keeps_Last_Modified() =>
        (await Hosts.SendAsync(_ => Response.Text("hello").With("Last-Modified", Changed), "GET",
            ("If-Modified-Since", Changed)))["Last-Modified"].ShouldBe(Changed);

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task What_a_change_answers_is_sent_whatever_the_conditions(string method) =>
        (await Hosts.SendAsync(_ => Versioned(), method, ("If-None-Match", Tag), ("If-Match", "\"v0\""))).Status.ShouldBe(200);

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task An_error_is_sent_whatever_the_conditions(int status)
    {
        var answer = await Hosts.SendAsync(
            _ => { var response = Versioned(); response.StatusCode = status; return response; }, "GET", ("If-None-Match", Tag));
        answer.Status.ShouldBe(status);
    }

    [Fact]
    public async Task A_response_without_validators_has_nothing_to_compare() =>
        (await Hosts.SendAsync(_ => Response.Text("hello"), "GET", ("If-Match", Tag), ("If-None-Match", "*"))).Status.ShouldBe(200);

    [Fact]
    public async Task Conditions_hold_in_the_environ_as_middleware_left_it()
    {
        var app = ((GatewayApp)Versioned()).Use(inner => (environ, startResponse) =>
        {
            environ.Remove("HTTP_IF_NONE_MATCH");
            return inner(environ, startResponse);
        });
        (await new GatewayClient(app).Get("/", ("If-None-Match", Tag))).StatusCode.ShouldBe(200);
    }

    private static Response Versioned()
    {
        var response = Response.Bytes(Encoding.UTF8.GetBytes("hello"), "text/plain");
        response.ETag = new EntityTagHeaderValue(Tag);
        response.LastModified = DateTimeOffset.Parse(Changed, System.Globalization.CultureInfo.InvariantCulture);
        return response;
    }
}
