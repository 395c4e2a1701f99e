namespace Gateway.Toolkit.Tests;

public class MaxBodyTests
{
    private static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];

    [Theory, BothShapes]
    public async Task A_body_that_is_declared_too_large_is_refused_before_the_app(Shape shape)
    {
        var client = shape.Client(new MaxBody(4), (_, _) => throw new InvalidOperationException("The app was called."));

        var response = await client.Send(new GatewayRequest("POST", "/") { Content = "12345"u8.ToArray() });

        response.StatusCode.ShouldBe(413);
        response.Text.ShouldBe("The request body is larger than 4 bytes.\n");
    }

    [Theory]
    [BothShapes("")]
    [BothShapes("1234")]
    public async Task A_body_within_the_limit_passes(string body, Shape shape)
    {
        var client = shape.Client(new MaxBody(4), Echo);

        (await client.Send(new GatewayRequest("POST", "/") { Content = Bytes(body) })).Text.ShouldBe(body);
        (await client.Send(new GatewayRequest("POST", "/") { ContentStream = new MemoryStream(Bytes(body)) })).Text.ShouldBe(body);
        (await client.Send(new GatewayRequest("POST", "/") { ContentStream = new MemoryStream(Bytes(body)), Protocol = "HTTP/2" }))
            .Text.ShouldBe(body);
    }

    [Theory, BothShapes]
    public async Task A_chunked_body_is_refused_as_soon_as_too_much_has_been_read(Shape shape)
    {
        var input = new Endless();
        var client = shape.Client(new MaxBody(100_000), Echo);

        var response = await client.Send(new GatewayRequest("POST", "/") { ContentStream = input });

        response.StatusCode.ShouldBe(413);
        input.Given.ShouldBeLessThan(400_000);
    }

    [Theory, BothShapes]
    public async Task An_app_that_swallows_the_failure_cannot_answer_as_if_nothing_were_wrong(Shape shape)
    {
        GatewayApp[] apps =
        [
            (environ, startResponse) =>
            {
                Swallow(environ);
                startResponse("200 OK", Plain);
                return Body.Text("fine");
            },
            (environ, startResponse) =>
            {
                startResponse("200 OK", Plain);
                Swallow(environ);
                return Body.Empty;
            },
            Lazy,
            (environ, startResponse) =>
            {
                startResponse("200 OK", Plain);
                return Body.Write(async (writer, token) =>
                {
                    Swallow(environ);
                    await writer.WriteAsync("fine"u8.ToArray(), token);
                });
            },
        ];
        foreach (var app in apps)
            (await shape.Client(new MaxBody(4), app).Send(Chunked("12345"))).StatusCode.ShouldBe(413);

        static IEnumerable<ReadOnlyMemory<byte>> Lazy(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", Plain);
            Swallow(environ);
            yield return "fine"u8.ToArray();
        }
    }

    [Theory, BothShapes]
    public async Task An_app_may_refuse_in_its_own_words(Shape shape)
    {
        var client = shape.Client(new MaxBody(4), (environ, startResponse) =>
        {
            Swallow(environ);
            startResponse("422 Unprocessable Content", Plain);
            return Body.Text("too much");
        });

        var response = await client.Send(Chunked("12345"));

        (response.Status, response.Text).ShouldBe(("422 Unprocessable Content", "too much"));
    }

    [Theory, BothShapes]
    public async Task What_was_sent_before_the_failure_is_cut_short(Shape shape)
    {
        var client = shape.Client(new MaxBody(4), Late);

        await Should.ThrowAsync<ResponseAbortedException>(() => client.Send(Chunked("12345")));

        static IEnumerable<ReadOnlyMemory<byte>> Late(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", Plain);
            yield return "so far"u8.ToArray();
            Swallow(environ);
        }
    }

    private static GatewayRequest Chunked(string body) => new("POST", "/") { ContentStream = new MemoryStream(Bytes(body)) };

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static void Swallow(Environ environ)
    {
        for (var again = 0; again < 2; again++)
            Should.Throw<RequestBodyException>(() => environ.Input.CopyTo(Stream.Null)).StatusCode.ShouldBe(413);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Echo(Environ environ, StartResponse startResponse)
    {
        using var copy = new MemoryStream();
        environ.Input.CopyTo(copy);
        startResponse("200 OK", Plain);
        return Body.Bytes(copy.ToArray());
    }

    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
