using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Gateway.Abstractions.Tests.Input;

/// <summary>W-39, W-43: lines of the request body.</summary>
public sealed class LinesTests
{
    [Fact]
    public void Lines_keep_their_line_ends() => Lines("a\nb\r\nc").ShouldBe(["a\n", "b\r\n", "c"]);

    [Fact]
    public void A_line_that_is_too_long_comes_in_pieces_and_nothing_is_lost() =>
        Lines("0123456789", maxLineBytes: 4).ShouldBe(["0123", "4567", "89"]);

    [Fact]
    public void A_piece_that_fills_the_limit_exactly_is_not_followed_by_an_empty_one() =>
        Lines("012\n345\n", maxLineBytes: 4).ShouldBe(["012\n", "345\n"]);

    [Fact]
    public void An_empty_body_has_no_lines() => Lines("").ShouldBeEmpty();

    [Fact]
    public void A_limit_that_is_not_positive_is_refused_at_once()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Stream.Null.Lines(0)).ParamName.ShouldBe("maxLineBytes");
        Should.Throw<ArgumentOutOfRangeException>(() => Stream.Null.LinesAsync(-1)).ParamName.ShouldBe("maxLineBytes");
    }

    [Fact]
    public void Nothing_is_read_before_the_first_line_is_asked_for()
    {
        var input = new MemoryStream("a\n"u8.ToArray());

        _ = input.Lines();

        input.Position.ShouldBe(0);
    }

    [Property(MaxTest = 300)]
    public Property Whatever_the_reads_and_the_limit_the_lines_are_the_body(byte[] body, PositiveInt readSize, PositiveInt limit)
    {
        var data = body.Select(value => value % 4 == 0 ? (byte)'\n' : value).ToArray();
        var lines = new DribblingStream(data, readSize.Get).Lines(limit.Get).Select(line => line.ToArray()).ToList();
        var asyncLines = new DribblingStream(data, readSize.Get).LinesAsync(limit.Get).Select(line => line.ToArray())
            .ToBlockingEnumerable().ToList();

        return (lines.SelectMany(line => line).SequenceEqual(data)
            && lines.All(line => line.Length <= limit.Get && line.AsSpan()[..^1].IndexOf((byte)'\n') < 0)
            && lines.SkipLast(1).All(line => line[^1] == '\n' || line.Length == limit.Get)
            && lines.Zip(asyncLines).All(pair => pair.First.SequenceEqual(pair.Second)) && lines.Count == asyncLines.Count).ToProperty();
    }

    private static List<string> Lines(string body, int maxLineBytes = InputExtensions.DefaultMaxLineBytes) =>
        [.. new MemoryStream(Encoding.UTF8.GetBytes(body)).Lines(maxLineBytes).Select(line => Encoding.UTF8.GetString(line.Span))];

    /// <summary>A client that sends a few bytes at a time.</summary>
    private sealed class DribblingStream(byte[] data, int readSize) : MemoryStream(data)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, readSize)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, readSize)], cancellationToken);
    }
}
