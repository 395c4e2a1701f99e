using Gateway.Fakes;

namespace Gateway.Bodies;

public sealed class FileBodyTests : IDisposable
{
    private const int BlockSize = StreamBody.DefaultBlockSize;

    private readonly string _directory = Directory.CreateTempSubdirectory("gateway-file-body-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_file_is_the_whole_file()
    {
        var path = Write(Bytes(10));
        var body = Body.File(path).ShouldBeOfType<FileBody>();

        body.Path.ShouldBe(path);
        (body.Offset, body.Count, body.Length).ShouldBe((0, 10, 10));
        Blocks.Read(body).ShouldHaveSingleItem().ShouldBe(Bytes(10));
        (await Blocks.ReadAsync(body)).ShouldHaveSingleItem().ShouldBe(Bytes(10));
    }

    [Theory]
    [InlineData(0, null, 10)]
    [InlineData(3, null, 7)]
    [InlineData(3, 4L, 4)]
    [InlineData(0, 10L, 10)]
    [InlineData(9, 1L, 1)]
    [InlineData(10, null, 0)]
    [InlineData(5, 0L, 0)]
    public async Task A_part_is_a_part(int offset, long? count, int length)
    {
        var body = Body.File(Write(Bytes(10)), offset, count);
        var expected = Bytes(10)[offset..(offset + length)];

        body.Length.ShouldBe(length);
        Joined(Blocks.Read(body)).ShouldBe(expected);
        Joined(await Blocks.ReadAsync(body)).ShouldBe(expected);
    }

    [Fact]
    public async Task A_large_file_comes_in_blocks()
    {
        var bytes = Bytes((2 * BlockSize) + 100);
        var body = Body.File(Write(bytes), offset: 1);

        Blocks.Read(body).Select(block => block.Length).ShouldBe([BlockSize, BlockSize, 99]);
        Joined(Blocks.Read(body)).ShouldBe(bytes[1..]);
        Joined(await Blocks.ReadAsync(body)).ShouldBe(bytes[1..]);
    }

    [Fact]
    public void An_empty_file_has_no_block() => Blocks.Read(Body.File(Write([]))).ShouldBeEmpty();

    [Fact]
    public void A_file_that_is_not_there_is_an_error_that_names_it()
    {
        var path = Path.Combine(_directory, "missing");

        var error = Should.Throw<FileNotFoundException>(() => Body.File(path));

        error.FileName.ShouldBe(path);
        error.Message.ShouldContain(path);
    }

    [Fact]
    public void A_directory_is_no_file() => Should.Throw<FileNotFoundException>(() => Body.File(_directory));

    [Fact]
    public void A_path_is_needed()
    {
        Should.Throw<ArgumentNullException>(() => Body.File(null!));
        Should.Throw<ArgumentException>(() => Body.File(""));
    }

    [Theory]
    [InlineData(-1, null, "offset")]
    [InlineData(11, null, "offset")]
    [InlineData(0, -1L, "count")]
    [InlineData(0, 11L, "count")]
    [InlineData(5, 6L, "count")]
    [InlineData(1, long.MaxValue, "count")]
    [InlineData(long.MaxValue, 1L, "offset")]
    public void A_part_outside_the_file_is_an_error(long offset, long? count, string parameter) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Body.File(Write(Bytes(10)), offset, count)).ParamName.ShouldBe(parameter);

    [Fact]
    public async Task A_file_that_became_shorter_is_an_error_and_not_an_end()
    {
        var path = Write(Bytes(10));
        var body = Body.File(path);
        File.WriteAllBytes(path, Bytes(4));

        Should.Throw<EndOfStreamException>(() => Blocks.Read(body)).Message.ShouldContain(path);
        (await Should.ThrowAsync<EndOfStreamException>(() => Blocks.ReadAsync(body))).Message.ShouldContain(path);
    }

    [Fact]
    public void A_file_that_became_longer_is_sent_as_long_as_it_was()
    {
        var path = Write(Bytes(10));
        var body = Body.File(path);
        File.WriteAllBytes(path, Bytes(20));

        Joined(Blocks.Read(body)).ShouldBe(Bytes(10));
    }

    [Fact]
    public void Nothing_is_opened_before_the_first_block_is_asked_for()
    {
        var path = Write(Bytes(10));

        var body = Body.File(path);

        OpenExclusively(path);
        body.Dispose();
    }

    [Fact]
    public void The_file_is_closed_when_enumerating_stops_early()
    {
        var path = Write(Bytes(2 * BlockSize));
        using (var blocks = Body.File(path).GetEnumerator())
        {
            blocks.MoveNext().ShouldBeTrue();
            Should.Throw<IOException>(() => OpenExclusively(path));
        }

        OpenExclusively(path);
    }

    [Fact]
    public async Task The_file_is_closed_when_enumerating_asynchronously_stops_early()
    {
        var path = Write(Bytes(2 * BlockSize));
        await using (var blocks = Body.File(path).GetAsyncEnumerator())
        {
            (await blocks.MoveNextAsync()).ShouldBeTrue();
            Should.Throw<IOException>(() => OpenExclusively(path));
        }

        OpenExclusively(path);
    }

    [Fact]
    public async Task A_cancelled_token_stops_reading_and_closes_the_file()
    {
        var path = Write(Bytes(10));

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var block in Body.File(path).WithCancellation(new CancellationToken(canceled: true)))
                block.Length.ShouldBe(0);
        });

        OpenExclusively(path);
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(index => (byte)(index % 251))];

    private static byte[] Joined(byte[][] blocks) => [.. blocks.SelectMany(block => block)];

    private static void OpenExclusively(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(_directory, "file");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
