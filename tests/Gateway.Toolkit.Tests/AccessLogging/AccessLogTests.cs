using System.Text.Json;
using Gateway.Hosting;

namespace Gateway.Toolkit.Tests;

public class AccessLogTests
{
    private static readonly (string, string)[] Plain = [("Content-Type", "text/plain")];

    [Theory, BothShapes]
    public async Task A_line_of_the_combined_format_tells_of_each_request(Shape shape)
    {
        var (log, lines) = Log();

        await shape.Client(log, Hello).Get("/caf%C3%A9?q=1", ("Referer", "http://example.com/"), ("User-Agent", "curl/8"));

        lines.ShouldBe(
            ["127.0.0.1 - - [01/Feb/2026:12:30:00 +0000] \"GET /caf%C3%A9?q=1 HTTP/1.1\" 200 5 \"http://example.com/\" \"curl/8\""]);
    }

    [Theory, BothShapes]
    public async Task A_json_line_tells_more(Shape shape)
    {
        var (log, lines) = Log(AccessLogFormat.Json);
        GatewayApp hello = Hello;

        await shape.Client(log, hello.Use(new RequestId())).Get("/x", ("X-Request-ID", "id-1"), ("User-Agent", "curl/8"));

        lines.Single().ShouldNotContain('\n');
        using var json = JsonDocument.Parse(lines.Single());
        json.RootElement.EnumerateObject().Select(property => $"{property.Name}={property.Value}").ShouldBe(
        [
            "time=2026-02-01T12:30:00+00:00", "remote_addr=127.0.0.1", "method=GET", "host=localhost", "target=/x", "protocol=HTTP/1.1",
            "status=200", "bytes=5", "duration_ms=1500", "user_agent=curl/8", "request_id=id-1",
        ]);
    }

    [Theory]
    [BothShapes("\" 200 1 \"-\" \"forged", "\\\" 200 1 \\\"-\\\" \\\"forged")]
    [BothShapes("a\\", "a\\\\")]
    [BothShapes("a\tb", "a\\x09b")]
    [BothShapes("naïve 😀", "na\\xc3\\xafve \\xf0\\x9f\\x98\\x80")]
    public async Task Nothing_a_client_sends_can_forge_a_line_or_a_field(string agent, string logged, Shape shape)
    {
        var (log, lines) = Log();
        var (json, objects) = Log(AccessLogFormat.Json);

        await shape.Client(log, Hello).Get("/", ("User-Agent", agent));
        await shape.Client(json, Hello).Get("/", ("User-Agent", agent));

        lines.Single().ShouldEndWith($" 200 5 \"-\" \"{logged}\"");
        JsonDocument.Parse(objects.Single()).RootElement.GetProperty("user_agent").GetString().ShouldBe(agent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Line_ends_and_broken_text_are_escaped_wherever_they_come_from(bool isJson)
    {
        var (log, lines) = Log(isJson ? AccessLogFormat.Json : null);
        var environ = Environ.ForRequest();
        foreach (var key in new[] { EnvironKeys.RemoteUser, EnvironKeys.RemoteAddr, EnvironKeys.RequestUri, "HTTP_REFERER", "HTTP_HOST" })
            environ[key] = "a\r\n\u0001\u007fb \ud800\u2028";
        GatewayApp app = Hello;

        app.Use(log)(environ, (_, _, _) => null!);
        foreach (var finished in (IEnumerable<Func<Environ, string?, Exception?, ValueTask>>)environ[EnvironKeys.ResponseFinished]!)
            await finished(environ, "200 OK", null);

        lines.Single().ShouldAllBe(character => character >= ' ' && character <= '~');
        if (!isJson)
            lines.Single().Split(' ').Length.ShouldBe(14); // Within quotes the two blanks stay.
    }

    [Theory, BothShapes]
    public async Task Bytes_are_what_the_client_gets(Shape shape)
    {
        var (log, lines) = Log();
        var client = shape.Client(log, Generator);

        await client.Get("/");
        await client.Send(new GatewayRequest("HEAD", "/"));

        lines.Select(line => line.Split('"')[2]).ShouldBe([" 200 6 ", " 200 - "]);

        static IEnumerable<ReadOnlyMemory<byte>> Generator(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", Plain);
            if (environ.RequestMethod == "HEAD")
                yield break;
            yield return "abc"u8.ToArray();
            yield return "def"u8.ToArray();
        }
    }

    [Theory, BothShapes]
    public async Task Failures_are_logged_as_what_the_client_sees(Shape shape)
    {
        var (log, lines) = Log(AccessLogFormat.Json);

        await Should.ThrowAsync<TimeoutException>(() => shape.Client(log, (_, _) => throw new TimeoutException()).Get("/"));
        (await shape.Client(log, (_, _) => throw new RequestBodyException("slow", 408, null)).Get("/")).StatusCode.ShouldBe(408);

        lines.Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => $"{line.GetProperty("status")} {line.GetProperty("error")}")
            .ShouldBe(["500 TimeoutException", "408 RequestBodyException"]);
    }

    [Fact]
    public async Task A_response_that_the_client_left_is_logged_as_499()
    {
        var (log, lines) = Log();
        var environ = Environ.ForRequest();
        GatewayApp app = Hello;

        foreach (var error in new Exception[] { new GatewayClientDisconnectedException(), new OperationCanceledException() })
        {
            environ = Environ.ForRequest();
            environ.RequestAborted = new CancellationToken(canceled: true);
            app.Use(log)(environ, (_, _, _) => null!);
            foreach (var finished in (IEnumerable<Func<Environ, string?, Exception?, ValueTask>>)environ[EnvironKeys.ResponseFinished]!)
                await finished(environ, "200 OK", error);
        }

        lines.ShouldAllBe(line => line.Contains("\" 499 "));
    }

    [Fact]
    public async Task Lines_go_to_a_writer_one_at_a_time()
    {
        var text = new StringWriter();
        GatewayApp app = Hello;
        var client = new GatewayClient(app.Use(new AccessLog(text)));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(index => client.Get($"/{index}")));

        text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(50);
    }

    private static (AccessLog Log, List<string> Lines) Log(AccessLogFormat? format = null)
    {
        var lines = new List<string>();
        return (new AccessLog(
            lines.Add, options => (options.Format, options.TimeProvider) = (format ?? AccessLogFormat.Combined, new Clock())), lines);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Hello(Environ environ, StartResponse startResponse)
    {
        startResponse("200 OK", Plain);
        return Body.Text("hello");
    }

    /// <summary>Stands still, but for timestamps: each is 1.5 seconds after the one before.</summary>
    private sealed class Clock : TimeProvider
    {
        private long _timestamp;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override long TimestampFrequency => 1000;

        public override DateTimeOffset GetUtcNow() => new(2026, 2, 1, 12, 30, 0, TimeSpan.Zero);

        public override long GetTimestamp() => _timestamp += 1500;
    }
}
