namespace Gateway.Toolkit.Tests;

public class RequestIdTests
{
    [Theory, BothShapes]
    public async Task Each_request_gets_an_id_of_its_own(Shape shape)
    {
        var client = shape.Client(new RequestId(), Echo);

        var (first, second) = (await client.Get("/"), await client.Get("/"));

        first.Headers["X-Request-ID"].ShouldBe(first.Text.Split('|')[0]);
        first.Text.Length.ShouldBe(33);
        first.Text.ShouldEndWith("|"); // The app sees the header only where the client sent one.
        second.Text.ShouldNotBe(first.Text);
    }

    [Theory, BothShapes]
    public async Task An_id_that_comes_with_the_request_is_kept(Shape shape)
    {
        var response = await shape.Client(new RequestId(), Echo).Get("/", ("X-Request-ID", "abc-1.2/3+4=_:@"));

        response.Text.ShouldBe("abc-1.2/3+4=_:@|abc-1.2/3+4=_:@");
        response.Headers["X-Request-ID"].ShouldBe("abc-1.2/3+4=_:@");
    }

    [Theory]
    [BothShapes("a b")]
    [BothShapes("\"<script>")]
    [BothShapes("1,2")]
    [BothShapes("")]
    [BothShapes(
        "012345678901234567890123456789012345678901234567890123456789"
            + "0123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task An_id_that_could_mean_something_elsewhere_is_replaced(string id, Shape shape)
    {
        var response = await shape.Client(new RequestId(), Echo).Get("/", ("X-Request-ID", id));

        var own = response.Headers["X-Request-ID"]!;
        own.Length.ShouldBe(32);
        response.Text.ShouldBe($"{own}|{own}");
    }

    [Theory, BothShapes]
    public async Task Nothing_is_kept_where_nobody_is_trusted(Shape shape)
    {
        var response = await shape.Client(new RequestId(options => options.TrustReceived = false), Echo).Get("/", ("X-Request-ID", "mine"));

        response.Text.ShouldNotContain("mine");
    }

    [Theory, BothShapes]
    public async Task Header_and_ids_can_be_chosen_and_the_app_has_the_last_word(Shape shape)
    {
        var middleware = new RequestId(options => (options.HeaderName, options.Create) = ("Trace-Id", () => "one"));

        (await shape.Client(middleware, Echo).Get("/")).Headers["Trace-Id"].ShouldBe("one");
        (await shape.Client(middleware, Own).Get("/")).Headers.Where(header => header.Name == "trace-id").ShouldBe([("trace-id", "own")]);

        static IEnumerable<ReadOnlyMemory<byte>> Own(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", [("trace-id", "own")]);
            return Body.Empty;
        }
    }

    [Theory]
    [InlineData("X Y")]
    [InlineData("Content-Type")]
    [InlineData("Proxy")]
    public void A_header_that_cannot_carry_an_id_is_refused(string name) =>
        Should.Throw<ArgumentException>(() => new RequestId(options => options.HeaderName = name))
            .Message.ShouldContain("RequestIdOptions.HeaderName");

    private static IEnumerable<ReadOnlyMemory<byte>> Echo(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", [("Content-Type", "text/plain")]);
        return Body.Text($"{RequestId.Of(environ)}|{environ.Header("X-Request-ID")}");
    }
}
