using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Net.Http.Headers;

namespace Gateway.Toolkit.Tests;

public class ResponseTests
{
    [Fact]
    public async Task A_response_is_an_app_of_both_shapes()
    {
        (await new GatewayClient((GatewayApp)Response.Text("hello")).Get("/")).Text.ShouldBe("hello");
        (await new GatewayClient((AsyncGatewayApp)Response.Text("hello")).Get("/")).Text.ShouldBe("hello");
        (await new GatewayClient(new GatewayPipeline().Run((GatewayApp)Response.Text("hello", 404)).Build()).Get("/"))
            .Status.ShouldBe("404 Not Found");
    }

    [Fact]
    public async Task A_response_can_be_sent_any_number_of_times()
    {
        GatewayApp app = Response.Text("hello").With("ETag", "\"v1\"");
        var client = new GatewayClient(app.Use(Lint.Check));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Get("/")));
        answers.ShouldAllBe(answer => answer.Text == "hello" && answer.Headers.Count == 3);
    }

    [Fact]
    public async Task Each_kind_has_its_type_and_length()
    {
        await ShouldBe(Response.Text("é"), 200, "text/plain; charset=utf-8", "é", "2");
        await ShouldBe(Response.Html("<p>"), 200, "text/html; charset=utf-8", "<p>", "3");
        await ShouldBe(Response.Json(new Point(1, 2), TestJson.Default.Point, 201), 201, "application/json", """{"x":1,"y":2}""", "13");
        await ShouldBe(Response.Bytes("abc"u8.ToArray()), 200, "application/octet-stream", "abc", "3");
        await ShouldBe(Response.Of(Body.Text("abc"), "text/css", 418), 418, "text/css", "abc", "3");
        await ShouldBe(Response.Status(299), 299, null, "", "0");

        static async Task ShouldBe(Response response, int status, string? type, string text, string length)
        {
            var answer = await Hosts.SendAsync(_ => response);
            (answer.Status, answer["Content-Type"], answer.Text, answer["Content-Length"]).ShouldBe((status, type, text, length));
            var head = await Hosts.SendAsync(_ => response, "HEAD");
            (head.Status, head["Content-Type"], head.Text).ShouldBe((status, type, ""));
        }
    }

    [Fact]
    public async Task A_204_has_no_body() => (await Hosts.SendAsync(_ => Response.NoContent())).Status.ShouldBe(204);

    [Fact]
    public async Task Typed_headers_read_through_to_the_list()
    {
        var response = Response.Text("hello");
        response.ETag = new EntityTagHeaderValue("\"v1\"", isWeak: true);
        response.CacheControl = new CacheControlHeaderValue { NoStore = true };
        response.Location = "/é";
        response.LastModified = new DateTimeOffset(2015, 10, 21, 9, 28, 0, 500, TimeSpan.FromHours(2));
        response.ContentType = "text/markdown";
        response.Headers["X-One"] = "1";
        response.Headers.Add("x-one", "2");

        response.Headers.ShouldBe(
            [("ETag", "W/\"v1\""), ("Cache-Control", "no-store"), ("Location", "/%C3%A9"),
                ("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT"),
                ("Content-Type", "text/markdown"), ("X-One", "1"), ("x-one", "2")]);
        response.LastModified!.Value.ShouldBe(DigitsFile.Changed);
        response.Headers["X-ONE"] = null;
        response.ETag = null;
        response.Headers.Count.ShouldBe(4);
        response.ETag.ShouldBeNull();
        (await Hosts.SendAsync(_ => response)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_header_that_breaks_a_rule_is_named()
    {
        var error = await Should.ThrowAsync<GatewayContractException>(
            () => new GatewayClient((GatewayApp)Response.Text("").With("X-Bad", "a\r\nb")).Get("/"));
        error.Message.ShouldContain("X-Bad");
    }

    [Theory]
    [InlineData("/articles?page=2#top", "/articles?page=2#top")]
    [InlineData("../up/%20x", "../up/%20x")]
    [InlineData("/é ü", "/%C3%A9%20%C3%BC")]
    [InlineData("/a\r\nSet-Cookie: b=1", "/a%0D%0ASet-Cookie:%20b=1")]
    [InlineData("https://bücher.example/ä?ö#ü", "https://xn--bcher-kva.example/%C3%A4?%C3%B6#%C3%BC")]
    public async Task A_redirect_goes_to_a_location_that_a_header_can_hold(string location, string expected) =>
        (await Hosts.SendAsync(_ => Response.Redirect(location, 303)))["Location"].ShouldBe(expected);

    [Property]
    public void Any_location_is_made_fit_for_a_header(NonEmptyString location)
    {
        Response.Redirect("/\ud800").Location.ShouldBe("/%EF%BF%BD");
        var response = Response.Redirect(location.Get);
        ResponseValidator.ValidateHeader("Location", response.Location!);
        response.Location!.ShouldNotContain(' ');
    }

    [Fact]
    public void A_redirect_is_303_unless_told_otherwise()
    {
        Response.Redirect("/").StatusCode.ShouldBe(303);
        Response.Redirect("/", 302).StatusCode.ShouldBe(302);
    }

    [Fact]
    public void A_redirect_is_a_3xx_that_redirects() => Should.Throw<ArgumentOutOfRangeException>(() => Response.Redirect("/", 304));

    [Fact]
    public async Task A_problem_is_problem_details()
    {
        var answer = await Hosts.SendAsync(
            _ => Response.Problem(
                403, "Not \"yours\".", "No", "https://example.com/no", "/1", [new("balance", JsonValue.Create(30)), new("none", null)]));
        answer["Content-Type"].ShouldBe("application/problem+json");
        JsonNode.DeepEquals(JsonNode.Parse(answer.Text), JsonNode.Parse(
            """{"type":"https://example.com/no","title":"No","status":403"""
                + ""","detail":"Not \"yours\".","instance":"/1","balance":30,"none":null}""")).ShouldBeTrue();

        JsonDocument.Parse((await Hosts.SendAsync(_ => Response.Problem(409))).Text).RootElement.GetProperty("title").GetString()
            .ShouldBe("Conflict");
    }

    [Fact]
    public async Task A_status_that_nobody_knows_has_a_reason_all_the_same() =>
        (await new GatewayClient((GatewayApp)Response.Status(299)).Get("/")).Status.ShouldBe("299 Unknown");
}
