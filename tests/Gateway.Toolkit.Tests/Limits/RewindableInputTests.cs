using System.Text;

namespace Gateway.Toolkit.Tests;

public class RewindableInputTests
{
    private static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];

    [Theory]
    [BothShapes(10, false)]
    [BothShapes(10, true)]
    [BothShapes(300_000, false)]
    [BothShapes(300_000, true)]
    public async Task A_body_is_read_twice_in_memory_and_from_a_file(int length, bool isChunked, Shape shape)
    {
        using var folder = new TempFolder();
        var files = -1;
        var client = shape.Client(new RewindableInput(options => options.TempDirectory = folder.Path), (environ, startResponse) =>
        {
            var first = Read(environ.Input);
            files = Directory.GetFiles(folder.Path).Length;
            environ.Input.Position = 0;
            var second = Read(environ.Input);
            startResponse("200 OK", Plain);
            return Body.Text((first == second && first.Length == length).ToString());
        });
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, length).Select(index => (char)('a' + (index % 26)))));

        var response = await client.Send(isChunked
            ? new GatewayRequest("POST", "/") { ContentStream = new MemoryStream(content) }
            : new GatewayRequest("POST", "/") { Content = content });

        response.Text.ShouldBe("True");
        if (length > 64 * 1024)
            files.ShouldBe(1);
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task Nothing_is_read_ahead(Shape shape)
    {
        var client = shape.Client(new RewindableInput(), (environ, startResponse) =>
        {
            var one = environ.Input.ReadByte();
            startResponse("200 OK", Plain);
            return Body.Text($"{(char)one} {environ.Input.Length}");
        });
        var content = new OneByOne("hello"u8.ToArray());

        (await client.Send(new GatewayRequest("POST", "/") { ContentStream = content })).Text.ShouldBe("h 1");
    }

    [Theory, BothShapes]
    public async Task A_reader_that_closes_the_input_closes_it_for_nobody_else(Shape shape)
    {
        GatewayMiddleware reading = app => (environ, startResponse) =>
        {
            using (var reader = new StreamReader(environ.Input))
                reader.ReadToEnd().ShouldBe("hello");
            environ.Input.Position = 0;
            return app(environ, startResponse);
        };
        GatewayApp echo = (environ, startResponse) =>
        {
            startResponse("200 OK", Plain);
            return Body.Text(Read(environ.Input));
        };
        var app = echo.Use(reading);
        var client = shape == Shape.Sync
            ? new GatewayClient(app.Use(new RewindableInput())) : new GatewayClient(app.ToAsync().Use(new RewindableInput()));

        (await client.Send(new GatewayRequest("POST", "/") { Content = "hello"u8.ToArray() })).Text.ShouldBe("hello");
    }

    [Theory, BothShapes]
    public async Task A_body_that_is_too_large_is_refused_declared_or_not(Shape shape)
    {
        var client = shape.Client(new RewindableInput(options => options.MaxBytes = 4), (environ, startResponse) =>
        {
            startResponse("200 OK", Plain);
            return Body.Text(Read(environ.Input));
        });

        (await client.Send(new GatewayRequest("POST", "/") { Content = "12345"u8.ToArray() })).StatusCode.ShouldBe(413);
        (await client.Send(new GatewayRequest("POST", "/") { ContentStream = new MemoryStream("12345"u8.ToArray()) }))
            .StatusCode.ShouldBe(413);
        (await client.Send(new GatewayRequest("POST", "/") { ContentStream = new MemoryStream("1234"u8.ToArray()) })).Text.ShouldBe("1234");
    }

    [Theory, BothShapes]
    public async Task The_file_goes_where_the_app_fails_too(Shape shape)
    {
        using var folder = new TempFolder();
        var client = shape.Client(
            new RewindableInput(options => (options.TempDirectory, options.MemoryBytes) = (folder.Path, 1)), (environ, _) =>
            {
                Read(environ.Input);
                Directory.GetFiles(folder.Path).Length.ShouldBe(1);
                throw new TimeoutException();
            });

        await Should.ThrowAsync<TimeoutException>(() => client.Send(new GatewayRequest("POST", "/") { Content = "12345"u8.ToArray() }));

        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused() =>
        Should.Throw<ArgumentException>(() => new RewindableInput(options => options.TempDirectory = "/not/there"))
            .Message.ShouldContain("RewindableInputOptions.TempDirectory");

    private static string Read(Stream input)
    {
        using var copy = new MemoryStream();
        input.CopyTo(copy);
        return Encoding.ASCII.GetString(copy.ToArray());
    }

    private sealed class OneByOne(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1)], cancellationToken);
    }
}
