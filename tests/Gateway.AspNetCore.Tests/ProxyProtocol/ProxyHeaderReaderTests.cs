using System.Buffers;
using System.Net;
using System.Text;
using Gateway.AspNetCore.ProxyProtocol;

namespace Gateway.AspNetCore.Tests.ProxyProtocol;

/// <summary>What is a PROXY header, byte for byte.</summary>
public sealed class ProxyHeaderReaderTests
{
    private static readonly byte[] Signature = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\r\n", "192.0.2.1:56324", "198.51.100.7:443")]
    [InlineData("PROXY TCP4 255.255.255.255 0.0.0.0 65535 0\r\n", "255.255.255.255:65535", "0.0.0.0:0")]
    [InlineData("PROXY TCP6 2001:db8::1 ::ffff:198.51.100.7 1 2\r\n", "[2001:db8::1]:1", "[::ffff:198.51.100.7]:2")]
    [InlineData("PROXY UNKNOWN\r\n", null, null)]
    [InlineData("PROXY UNKNOWN 192.0.2.1 what ever\r\n", null, null)]
    public void A_line_of_version_1_is_read(string line, string? source, string? destination) =>
        ShouldRead(Encoding.ASCII.GetBytes(line), source, destination);

    [Theory]
    [InlineData(0x21, 0x11, "c0000201c6336407dc0401bb", "192.0.2.1:56324", "198.51.100.7:443")]
    [InlineData(0x21, 0x11, "c0000201c6336407dc0401bb0400036162ff", "192.0.2.1:56324", "198.51.100.7:443")] // With extensions.
    [InlineData(
        0x21, 0x21, "20010db8000000000000000000000001 20010db8000000000000000000000002 0001 0002", "[2001:db8::1]:1", "[2001:db8::2]:2")]
    [InlineData(0x20, 0x00, "", null, null)] // LOCAL
    [InlineData(0x20, 0x11, "c0000201c6336407dc0401bb", null, null)] // LOCAL: the addresses do not count.
    [InlineData(0x21, 0x00, "", null, null)] // PROXY of an unknown family
    [InlineData(0x21, 0x31, "", null, null)] // PROXY from a Unix socket
    public void A_header_of_version_2_is_read(int command, int family, string rest, string? source, string? destination) =>
        ShouldRead(Binary(command, family, rest), source, destination);

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("proxy TCP4 192.0.2.1 198.51.100.7 1 2\r\n")]
    [InlineData("PROXY  TCP4 192.0.2.1 198.51.100.7 1 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.7 1\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.7 1 2 3\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.7 1 2\n\r\n")]
    [InlineData("PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n")]
    [InlineData("PROXY TCP6 192.0.2.1 198.51.100.7 1 2\r\n")]
    [InlineData("PROXY TCP4 010.0.0.1 198.51.100.7 1 2\r\n")] // Octal to some.
    [InlineData("PROXY TCP4 0x7f.0.0.1 198.51.100.7 1 2\r\n")]
    [InlineData("PROXY TCP4 127.1 198.51.100.7 1 2\r\n")]
    [InlineData("PROXY TCP4 2130706433 198.51.100.7 1 2\r\n")]
    [InlineData("PROXY TCP6 fe80::1%eth0 ::1 1 2\r\n")]
    [InlineData("PROXY TCP6 [::1] ::1 1 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.7 -1 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.7 +1 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.7 01 2\r\n")]
    [InlineData("PROXY TCP4 192.0.2.1 198.51.100.7 65536 2\r\n")]
    [InlineData("PROXY UDP4 192.0.2.1 198.51.100.7 1 2\r\n")]
    [InlineData("PROXY UNKNOWNX\r\n")]
    [InlineData("PROXY \r\n")]
    public void A_line_that_breaks_the_grammar_is_refused(string line) =>
        Should.Throw<ProxyHeaderException>(() => Read(Encoding.ASCII.GetBytes(line)));

    [Theory]
    [InlineData(0x21, 0x11, "")] // CVE-2019-14243: a header without the addresses it announces crashed a parser.
    [InlineData(0x21, 0x11, "c0000201c6336407dc0401")]
    [InlineData(0x21, 0x21, "c0000201c6336407dc0401bb")]
    [InlineData(0x11, 0x11, "c0000201c6336407dc0401bb")] // Version 1 in binary
    [InlineData(0x22, 0x11, "c0000201c6336407dc0401bb")] // No such command
    [InlineData(0x21, 0x12, "c0000201c6336407dc0401bb")] // A datagram
    [InlineData(0x21, 0x41, "c0000201c6336407dc0401bb")] // No such family
    public void A_binary_header_that_is_not_valid_is_refused(int command, int family, string rest) =>
        Should.Throw<ProxyHeaderException>(() => Read(Binary(command, family, rest)));

    // CVE-2021-23351: a line without an end was collected without a limit.
    [Fact]
    public void A_line_of_107_bytes_is_the_longest()
    {
        var longest = "PROXY UNKNOWN " + new string('x', 91) + "\r\n";
        longest.Length.ShouldBe(107);

        ShouldRead(Encoding.ASCII.GetBytes(longest), null, null);
        Should.Throw<ProxyHeaderException>(() => Read(Encoding.ASCII.GetBytes("PROXY UNKNOWN " + new string('x', 93))))
            .Message.ShouldContain("longer than 107 bytes");
    }

    [Fact]
    public void Extensions_beyond_the_limit_are_refused_before_they_come()
    {
        byte[] header = [.. Signature, 0x21, 0x11, 0xff, 0xff];

        Should.Throw<ProxyHeaderException>(() => Read(header)).Message.ShouldContain("65535 bytes");
    }

    [Fact]
    public void What_cannot_become_a_header_is_refused_at_its_first_wrong_byte()
    {
        Should.Throw<ProxyHeaderException>(() => Read("G"u8.ToArray()));
        Should.Throw<ProxyHeaderException>(() => Read("PROXYX"u8.ToArray()));
        Should.Throw<ProxyHeaderException>(() => Read("\r\n\r\nG"u8.ToArray()));
    }

    // Each prefix needs more, and the bytes after the header are left, however the segments of the buffer lie.
    private static void ShouldRead(byte[] bytes, string? source, string? destination)
    {
        for (var length = 0; length < bytes.Length; length++)
            Read(bytes[..length]).ShouldBeNull($"{length} of {bytes.Length} bytes");

        var (header, left) = Read([.. bytes, .. "GET /"u8]).ShouldNotBeNull();
        header.Source.ShouldBe(source is null ? null : IPEndPoint.Parse(source));
        header.Destination.ShouldBe(destination is null ? null : IPEndPoint.Parse(destination));
        left.ShouldBe("GET /");
    }

    private static (ProxyHeader Header, string Left)? Read(byte[] bytes)
    {
        var buffer = Segmented.Of(bytes);
        return ProxyHeaderReader.TryRead(buffer, out var header, out var end)
            ? (header, Encoding.ASCII.GetString(buffer.Slice(end).ToArray()))
            : null;
    }

    private static byte[] Binary(int command, int family, string rest)
    {
        var bytes = Convert.FromHexString(rest.Replace(" ", "", StringComparison.Ordinal));
        return [.. Signature, (byte)command, (byte)family, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private sealed class Segmented : ReadOnlySequenceSegment<byte>
    {
        private Segmented(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public static ReadOnlySequence<byte> Of(byte[] bytes)
        {
            var first = new Segmented(ReadOnlyMemory<byte>.Empty, 0);
            var last = first;
            for (var index = 0; index < bytes.Length; index += 3)
            {
                var next = new Segmented(bytes.AsMemory(index, Math.Min(3, bytes.Length - index)), index);
                last.Next = next;
                last = next;
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}
