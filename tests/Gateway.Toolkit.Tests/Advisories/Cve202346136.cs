using Gateway.TestSupport;
using System.Text;

namespace Gateway.Toolkit.Tests.Advisories;

[Advisory(
    "CVE-2023-46136",
    "Werkzeug",
    "A large part of carriage returns and line feeds at the borders of chunks is searched again and again.",
    "The search for the boundary goes forward only: a body of twice the size costs about twice the reads.")]
public sealed class Cve202346136
{
    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r\n-")]
    public void Line_ends_that_could_begin_a_boundary_are_read_once(string unit)
    {
        var (once, twice) = (Reads(unit, 100_000), Reads(unit, 200_000));

        ((double)twice / once).ShouldBeLessThan(3);
    }

    private static long Reads(string unit, int length)
    {
        var content = string.Concat(Enumerable.Repeat(unit, length / unit.Length));
        var body = Encoding.ASCII.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n{content}\r\n--b--");
        using var counted = new CountingStream(body);
        foreach (var part in Make.Chunked("multipart/form-data; boundary=b", counted).ReadMultipart())
        {
            using var copy = new MemoryStream();
            part.Body.CopyTo(copy);
            copy.Length.ShouldBe(content.Length);
        }

        return counted.BytesRead + counted.Reads;
    }

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long Reads { get; private set; }

        public long BytesRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Count(base.Read(buffer, offset, Math.Min(count, 1000)));

        public override int Read(Span<byte> buffer) => Count(base.Read(buffer[..Math.Min(buffer.Length, 1000)]));

        private int Count(int read)
        {
            (Reads, BytesRead) = (Reads + 1, BytesRead + read);
            return read;
        }
    }
}
