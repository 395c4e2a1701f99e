using System.Text;

namespace Gateway.Toolkit.Tests;

public class StreamTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_is_sent_and_closed(bool canSeek)
    {
        var streams = new List<TrackedStream>();
        var answer = await Hosts.SendAsync(Opened(streams, canSeek));

        (answer.Text, answer["Content-Length"]).ShouldBe(("hello", canSeek ? "5" : null));
        streams.ShouldAllBe(stream => stream.IsClosed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HEAD_closes_a_stream_unread(bool canSeek)
    {
        var streams = new List<TrackedStream>();
        var answer = await Hosts.SendAsync(Opened(streams, canSeek), "HEAD");

        answer["Content-Length"].ShouldBe(canSeek ? "5" : null);
        streams.ShouldAllBe(stream => stream.IsClosed && stream.Reads == 0);
    }

    [Theory]
    [InlineData(304, "If-None-Match", "\"v1\"")]
    [InlineData(412, "If-Match", "\"v0\"")]
    [InlineData(416, "Range", "bytes=9-")]
    [InlineData(400, "Range", "bytes=x")]
    [InlineData(400, "If-Match", "x")]
    public async Task A_stream_that_is_not_sent_is_closed(int status, string name, string value)
    {
        var streams = new List<TrackedStream>();
        var answer = await Hosts.SendAsync(request => Opened(streams, canSeek: true)(request).With("ETag", "\"v1\""), "GET", (name, value));

        answer.Status.ShouldBe(status);
        streams.ShouldAllBe(stream => stream.IsClosed && stream.Reads == 0);
    }

    [Theory]
    [InlineData("bytes=1-2")]
    [InlineData("bytes=0-0,2-2")]
    public async Task A_stream_is_closed_after_its_ranges(string range)
    {
        var streams = new List<TrackedStream>();
        (await Hosts.SendAsync(Opened(streams, canSeek: true), "GET", ("Range", range))).Status.ShouldBe(206);
        streams.ShouldAllBe(stream => stream.IsClosed);
    }

    [Fact]
    public void A_stream_is_closed_when_the_head_is_refused()
    {
        var stream = new TrackedStream([1]);
        var response = Response.Stream(stream);

        Should.Throw<GatewayContractException>(
            () => response.Send(Environ.ForRequest(), (_, _, _) => throw new GatewayContractException("no")));
        stream.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public void A_response_that_was_never_sent_is_closed_by_Dispose()
    {
        var stream = new TrackedStream([1]);
        var response = Response.Stream(stream);
        response.Dispose();

        stream.IsClosed.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => response.Send(Environ.ForRequest(), (_, _, _) => null!))
            .Message.ShouldContain("can be read once");
    }

    [Fact]
    public async Task A_stream_cannot_be_sent_twice()
    {
        var client = new GatewayClient((GatewayApp)Response.Stream(new MemoryStream([1])));
        (await client.Get("/")).Bytes.Length.ShouldBe(1);
        (await Should.ThrowAsync<InvalidOperationException>(() => client.Get("/"))).Message.ShouldContain("can be read once");
    }

    [Fact]
    public async Task Blocks_go_out_as_they_are_produced_and_are_closed()
    {
        var gate = new TaskCompletionSource();
        var closed = new TaskCompletionSource();
        var client = new GatewayClient(Handler.ToApp(_ => Response.Blocks(Produce(), "text/plain")).Use(Lint.Check));
        await using (var response = await client.Open("/"))
        {
            var buffer = new byte[10];
            (await response.Body.ReadAsync(buffer)).ShouldBe(5);
            Encoding.ASCII.GetString(buffer, 0, 5).ShouldBe("first");
            gate.SetResult();
            using var rest = new StreamReader(response.Body);
            (await rest.ReadToEndAsync()).ShouldBe("second");
        }

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));

        async IAsyncEnumerable<ReadOnlyMemory<byte>> Produce()
        {
            try
            {
                yield return Encoding.ASCII.GetBytes("first");
                await gate.Task;
                yield return Encoding.ASCII.GetBytes("second");
            }
            finally
            {
                closed.SetResult();
            }
        }
    }

    [Fact]
    public async Task Blocks_of_a_synchronous_iterator_are_sent_and_closed()
    {
        var closed = 0;
        var answer = await Hosts.SendAsync(_ => Response.Blocks(Produce(), "text/plain"));

        (answer.Text, closed).ShouldBe(("ab", 3));

        IEnumerable<ReadOnlyMemory<byte>> Produce()
        {
            try
            {
                yield return "a"u8.ToArray();
                yield return default;
                yield return "b"u8.ToArray();
            }
            finally
            {
                Interlocked.Increment(ref closed);
            }
        }
    }

    private static Func<Request, Response> Opened(List<TrackedStream> streams, bool canSeek) => _ =>
    {
        var stream = new TrackedStream("hello"u8.ToArray(), canSeek);
        lock (streams)
            streams.Add(stream);
        return Response.Stream(stream, "text/plain");
    };
}
