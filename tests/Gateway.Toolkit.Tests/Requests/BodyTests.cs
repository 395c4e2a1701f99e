using System.Text;

namespace Gateway.Toolkit.Tests;

public class BodyTests
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("application/merge-patch+json")]
    public async Task JSON_is_read(string contentType)
    {
        const string Body = """{"x":1,"y":2}""";
        Make.Post(contentType, Body).ReadJson(TestJson.Default.Point).ShouldBe(new Point(1, 2));
        (await Make.Post(contentType, Body).ReadJsonAsync(TestJson.Default.Point)).ShouldBe(new Point(1, 2));
        Make.Post(contentType, "\uFEFF" + Body).ReadJson(TestJson.Default.Point).ShouldBe(new Point(1, 2));
        (await Make.Chunked(contentType, new Trickle(Encoding.UTF8.GetBytes(Body))).ReadJsonAsync(TestJson.Default.Point))
            .ShouldBe(new Point(1, 2));
        Make.Chunked(contentType, new Trickle(Encoding.UTF8.GetBytes(Body))).ReadJson(TestJson.Default.Point).ShouldBe(new Point(1, 2));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("json")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task What_does_not_say_that_it_is_JSON_is_415(string contentType) =>
        await RefusedAsync(415, () => Make.Post(contentType, """{"x":1,"y":2}"""));

    [Fact]
    public async Task What_is_compressed_is_415() => await RefusedAsync(415, () =>
    {
        var request = Make.Post(Json, "{}");
        request.Environ["HTTP_CONTENT_ENCODING"] = "gzip";
        return request;
    });

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("""{"from":{"x":1,"y":"two"}}""", "$.from.y")]
    [InlineData("""{"from":{"x":99999999999}}""", "$.from.x")]
    [InlineData("[1]", "$")]
    [InlineData("null", "null")]
    public async Task JSON_that_is_not_what_is_expected_is_400_with_the_place(string body, string place)
    {
        var message = Make.ShouldBeRefused(400, () => Make.Post(Json, body).ReadJson(TestJson.Default.Line));
        message.ShouldContain(place);
        // The app's own types are nobody's business.
        message.ShouldNotContain("Point");
        message.ShouldNotContain("System.");
        (await Make.ShouldBeRefusedAsync(400, async () => await Make.Post(Json, body).ReadJsonAsync(TestJson.Default.Line)))
            .ShouldBe(message);
    }

    [Fact]
    public async Task JSON_that_is_not_UTF_8_or_too_deep_is_400()
    {
        await RefusedAsync(400, () => Make.Post(Json, [(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'1', (byte)'}']));
        await RefusedAsync(400, () => Make.Post(Json, new string('[', 100_000)));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_413_declared_or_not()
    {
        var limits = new RequestLimits { MaxBodyLength = 10_000 };
        Make.Post(Json, new byte[10_000], limits).ReadBytes().Length.ShouldBe(10_000);
        await Make.ShouldBeRefusedBothWaysAsync(413, () => Make.Post(Json, new byte[10_001], limits), request => request.ReadBytes(),
            request => request.ReadBytesAsync().AsTask());
        await Make.ShouldBeRefusedBothWaysAsync(413, () => Make.Chunked(Json, new Endless(), limits), request => request.ReadBytes(),
            request => request.ReadBytesAsync().AsTask());
        await RefusedAsync(413, () => Make.Chunked(Json, new Endless(), limits));
    }

    [Fact]
    public void Of_a_body_beyond_the_limit_one_byte_more_is_read()
    {
        var body = new MemoryStream(new byte[100_000]);

        Make.ShouldBeRefused(413, () => Make.Chunked(Json, body, new RequestLimits { MaxBodyLength = 10_000 }).ReadBytes());

        body.Position.ShouldBe(10_001);
    }

    [Fact]
    public async Task A_declared_length_is_no_reason_to_take_memory()
    {
        var request = Make.Chunked(Json, new MemoryStream("short"u8.ToArray()));
        request.Environ.ContentLength = 4_000_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        request.ReadBytes().Length.ShouldBe(5);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000);
        (await Make.Chunked(Json, new MemoryStream()).ReadBytesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Large_bodies_come_back_whole()
    {
        var bytes = new byte[1_000_000];
        Random.Shared.NextBytes(bytes);
        Make.Post(Json, bytes).ReadBytes().ShouldBe(bytes);
        (await Make.Chunked(Json, new Trickle(bytes, 4097)).ReadBytesAsync()).ShouldBe(bytes);
    }

    [Fact]
    public async Task Text_is_read_in_its_charset()
    {
        Make.Post("text/plain", "é").ReadText().ShouldBe("é");
        (await Make.Post("text/plain; charset=utf-8", "\uFEFFé").ReadTextAsync()).ShouldBe("é");
        (await Make.Post("text/plain; charset=iso-8859-1", [0xE9]).ReadTextAsync()).ShouldBe("é");
        Make.Post("text/plain; charset=utf-16", Encoding.Unicode.GetBytes("é")).ReadText().ShouldBe("é");
        await TextRefusedAsync(400, "text/plain", [0xE9]);
        await TextRefusedAsync(400, "text/plain; charset=us-ascii", [0xE9]);
        await TextRefusedAsync(415, "text/plain; charset=klingon", [0x20]);
        await TextRefusedAsync(415, "text/plain; charset=utf-7", [0x20]);
        await TextRefusedAsync(400, "text", [0x20]);

        static Task TextRefusedAsync(int status, string contentType, byte[] body) => Make.ShouldBeRefusedBothWaysAsync(
            status, () => Make.Post(contentType, body), request => request.ReadText(), request => request.ReadTextAsync().AsTask());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(408)]
    [InlineData(413)]
    public async Task A_body_that_the_host_finds_broken_has_its_status_and_not_its_words(int status)
    {
        await RefusedAsync(
            status, () => Make.Chunked(Json, new Broken(new RequestBodyException("secret setting", status, null))), "secret");
        await Make.ShouldBeRefusedBothWaysAsync(status,
            () => Make.Chunked("multipart/form-data; boundary=b", new Broken(new RequestBodyException("secret setting", status, null))),
            request => request.ReadForm(), request => request.ReadFormAsync().AsTask());
    }

    [Fact]
    public async Task A_client_that_has_gone_is_not_answered()
    {
        Should.Throw<GatewayClientDisconnectedException>(
            () => Make.Chunked(Json, new Broken(new GatewayClientDisconnectedException())).ReadJson(TestJson.Default.Point));
        await Should.ThrowAsync<GatewayClientDisconnectedException>(
            async () => await Make.Chunked(Json, new Broken(new GatewayClientDisconnectedException()))
                .ReadJsonAsync(TestJson.Default.Point));
    }

    private static async Task RefusedAsync(int status, Func<Request> make, string? secret = null)
    {
        var message = await Make.ShouldBeRefusedBothWaysAsync(status, make, request => request.ReadJson(TestJson.Default.Point),
            request => request.ReadJsonAsync(TestJson.Default.Point).AsTask());
        if (secret is not null)
            message.ShouldNotContain(secret);
    }
}
