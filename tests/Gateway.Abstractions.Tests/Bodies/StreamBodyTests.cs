using Gateway.Fakes;

namespace Gateway.Bodies;

public class StreamBodyTests
{
    private static readonly byte[] Ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public async Task A_stream_comes_in_blocks_of_the_size_asked_for()
    {
        int[] sizes = [4, 4, 2];

        var blocks = Blocks.Read(Body.Stream(new TrackedStream(Ten), 4));
        blocks.Select(block => block.Length).ShouldBe(sizes);
        Joined(blocks).ShouldBe(Ten);

        blocks = await Blocks.ReadAsync(Body.Stream(new TrackedStream(Ten), 4));
        blocks.Select(block => block.Length).ShouldBe(sizes);
        Joined(blocks).ShouldBe(Ten);
    }

    [Fact]
    public async Task Short_reads_are_not_the_end()
    {
        Joined(Blocks.Read(Body.Stream(new TrackedStream(Ten, mostPerRead: 3), 4))).ShouldBe(Ten);
        Joined(await Blocks.ReadAsync(Body.Stream(new TrackedStream(Ten, mostPerRead: 3), 4))).ShouldBe(Ten);
    }

    [Fact]
    public async Task A_stream_is_read_from_where_it_stands()
    {
        using var stream = new TrackedStream(Ten) { Position = 7 };
        var body = Body.Stream(stream);

        body.Length.ShouldBe(3);
        Joined(Blocks.Read(body)).ShouldBe([7, 8, 9]);

        stream.Position = 8;
        Joined(await Blocks.ReadAsync(body)).ShouldBe([8, 9]);
    }

    [Fact]
    public void A_stream_that_stands_behind_its_end_has_nothing_left()
    {
        var body = Body.Stream(new TrackedStream(Ten) { Position = 15 });

        body.Length.ShouldBe(0);
        Blocks.Read(body).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_has_no_length_and_is_sent_all_the_same()
    {
        var body = Body.Stream(new TrackedStream(Ten, isSeekable: false), 4);
        body.Length.ShouldBeNull();
        Joined(Blocks.Read(body)).ShouldBe(Ten);

        Joined(await Blocks.ReadAsync(Body.Stream(new TrackedStream(Ten, isSeekable: false), 4))).ShouldBe(Ten);
    }

    [Fact]
    public void Nothing_is_read_until_a_block_is_asked_for()
    {
        using var stream = new TrackedStream(Ten);
        var body = Body.Stream(stream, 4);

        using var blocks = body.GetEnumerator();
        stream.Reads.ShouldBe(0);

        blocks.MoveNext().ShouldBeTrue();
        stream.Reads.ShouldBe(1);
        stream.Position.ShouldBe(4);
    }

    [Fact]
    public async Task Closing_the_body_closes_the_stream_even_if_it_was_never_enumerated()
    {
        var one = new TrackedStream(Ten);
        Body.Stream(one).Dispose();
        one.TimesClosed.ShouldBe(1);
        one.Reads.ShouldBe(0);

        var other = new TrackedStream(Ten);
        await Body.Stream(other).DisposeAsync();
        other.TimesClosed.ShouldBe(1);
        other.Reads.ShouldBe(0);
    }

    [Fact]
    public async Task Enumerating_does_not_close_the_stream()
    {
        var stream = new TrackedStream(Ten);
        var body = Body.Stream(stream);

        Blocks.Read(body);
        await Blocks.ReadAsync(body);
        stream.TimesClosed.ShouldBe(0);

        body.Dispose();
        stream.TimesClosed.ShouldBe(1);
    }

    [Fact]
    public async Task The_token_reaches_the_stream() =>
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var block in Body.Stream(new TrackedStream(Ten)).WithCancellation(new CancellationToken(canceled: true)))
                block.Length.ShouldBe(0);
        });

    [Fact]
    public void The_default_block_size_is_64_KiB()
    {
        var body = Body.Stream(new MemoryStream(new byte[(64 * 1024) + 1]));

        body.ShouldBeOfType<StreamBody>().BlockSize.ShouldBe(64 * 1024);
        Blocks.Read(body).Select(block => block.Length).ShouldBe([64 * 1024, 1]);
    }

    [Fact]
    public void A_stream_that_cannot_be_read_is_refused()
    {
        var closed = new MemoryStream();
        closed.Dispose();

        Should.Throw<ArgumentException>(() => Body.Stream(closed)).ParamName.ShouldBe("stream");
        Should.Throw<ArgumentNullException>(() => Body.Stream(null!));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_block_has_at_least_one_byte(int blockSize) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Body.Stream(new MemoryStream(), blockSize)).ParamName.ShouldBe("blockSize");

    private static byte[] Joined(byte[][] blocks) => [.. blocks.SelectMany(block => block)];
}
