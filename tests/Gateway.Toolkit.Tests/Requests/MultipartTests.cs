using System.IO.Pipelines;
using System.Text;

namespace Gateway.Toolkit.Tests;

/// <summary>Uploads as streams (RFC 2046, 5.1; RFC 7578).</summary>
public class MultipartTests
{
    private const string Multipart = "multipart/form-data; boundary=b";

    [Fact]
    public async Task A_part_is_read_while_the_rest_is_on_its_way()
    {
        var pipe = new Pipe();
        var parts = Make.Chunked(Multipart, pipe.Reader.AsStream()).ReadMultipartAsync().GetAsyncEnumerator();

        await SendAsync("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nfirst");
        (await parts.MoveNextAsync()).ShouldBeTrue();
        parts.Current.FileName.ShouldBe("a.txt");
        var body = parts.Current.Body;
        await SendAsync(new string('x', 10_000));
        var buffer = new byte[5];
        await body.ReadExactlyAsync(buffer);
        Encoding.ASCII.GetString(buffer).ShouldBe("first");

        // What is left of a part is passed over.
        await SendAsync("\r\n--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nsecond\r\n--b--\r\n");
        await pipe.Writer.CompleteAsync();
        (await parts.MoveNextAsync()).ShouldBeTrue();
        (parts.Current.Name, parts.Current.FileName).ShouldBe(("note", null));
        using var text = new StreamReader(parts.Current.Body);
        (await text.ReadToEndAsync()).ShouldBe("second");
        (await parts.MoveNextAsync()).ShouldBeFalse();

        async Task SendAsync(string sent) => await pipe.Writer.WriteAsync(Encoding.ASCII.GetBytes(sent));
    }

    [Fact]
    public void A_synchronous_app_reads_parts_synchronously()
    {
        var names = new List<string?>();
        foreach (var part in Make.Chunked("multipart/mixed; boundary=\"b\"",
            new SyncOnly("--b\r\nX-One: 1\r\n\r\na\r\n--b\r\nContent-Type: text/css\r\n\r\nbb\r\n--b--"u8.ToArray())).ReadMultipart())
        {
            using var body = new MemoryStream();
            part.Body.CopyTo(body);
            names.Add($"{part.Name}{part.Headers.Count}{part.ContentType}{body.Length}");
        }

        names.ShouldBe(["11", "1text/css2"]);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a/b\\\\c.txt", "c.txt")]
    [InlineData("naïve.txt", "naïve.txt")]
    [InlineData("", "")]
    public async Task A_file_name_has_no_folder(string sent, string expected)
    {
        var request = Make.Post(Multipart, $"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"{sent}\"\r\n\r\n1\r\n--b--\r\n");
        await foreach (var part in request.ReadMultipartAsync())
            part.FileName.ShouldBe(expected);
    }

    [Fact]
    public async Task An_endless_part_costs_no_memory_and_ends_at_the_limit()
    {
        var limits = new RequestLimits { MaxPartLength = 20_000_000, MaxMultipartLength = 50_000_000 };
        var request = Make.Chunked(Multipart, new EndlessPart(), limits);
        var before = GC.GetTotalAllocatedBytes();

        (await Make.ShouldBeRefusedAsync(413, async () =>
        {
            await foreach (var part in request.ReadMultipartAsync())
                await part.Body.CopyToAsync(Stream.Null);
        })).ShouldContain("20000000");
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(20_000_000);
    }

    [Theory]
    [InlineData(413, 1_000, 1_000_000, 10)]
    [InlineData(413, 1_000_000, 1_000, 10)]
    [InlineData(400, 1_000_000, 1_000_000, 2)]
    public async Task Parts_that_are_passed_over_count_too(int status, long partLength, long length, int parts)
    {
        var limits = new RequestLimits { MaxPartLength = partLength, MaxMultipartLength = length, MaxParameters = parts };
        var body = string.Concat(
            Enumerable.Repeat($"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n{new string('x', 2_000)}\r\n", 3)) + "--b--";
        await Make.ShouldBeRefusedBothWaysAsync(
            status, () => Make.Chunked(Multipart, new MemoryStream(Encoding.ASCII.GetBytes(body)), limits),
                request => _ = request.ReadMultipart().ToList(),
                async request =>
                {
                    await foreach (var part in request.ReadMultipartAsync())
                    {
                    }
                });
    }

    [Fact]
    public void What_is_not_multipart_is_told_at_once()
    {
        Make.ShouldBeRefused(415, () => Make.Post("text/plain", "").ReadMultipart());
        Make.ShouldBeRefused(415, () => Make.Post("text/plain", "").ReadMultipartAsync());
        Make.ShouldBeRefused(400, () => Make.Post("multipart/mixed", "").ReadMultipart());
    }

    /// <summary>A part that begins and never ends.</summary>
    private sealed class EndlessPart : MemoryStream
    {
        private readonly byte[] _head = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n"u8.ToArray();
        private int _sent;

        public override int Read(Span<byte> buffer)
        {
            var head = _head.AsSpan(_sent);
            head = head[..Math.Min(head.Length, buffer.Length)];
            head.CopyTo(buffer);
            _sent += head.Length;
            buffer[head.Length..].Fill((byte)'x');
            return buffer.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));
    }
}
