namespace MixedHost.Tests;

public sealed class StaticFilesTests
{
    [Fact]
    public async Task A_file_is_sent_with_its_type_its_etag_and_how_long_it_lasts()
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetAsync("/alphabet.txt");

        response.Text.ShouldBe("abcdefghijklmnopqrstuvwxyz\n");
        response.Header("Content-Type").ShouldBe("text/plain");
        response.Header("Cache-Control").ShouldBe("public, max-age=3600");
        response.Has("ETag").ShouldBeTrue();
        response.Has("Last-Modified").ShouldBeTrue();
    }

    [Theory]
    [InlineData("bytes=2-4", 206, "cde", "bytes 2-4/27")]
    [InlineData("bytes=-3", 206, "yz\n", "bytes 24-26/27")]
    [InlineData("bytes=25-", 206, "z\n", "bytes 25-26/27")]
    [InlineData("bytes=0-0,2-2", 200, "abcdefghijklmnopqrstuvwxyz\n", null)]
    public async Task A_range_is_sent_if_it_can_be(string range, int status, string text, string? contentRange)
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetAsync("/alphabet.txt", $"Range: {range}");

        response.Status.ShouldBe(status);
        response.Text.ShouldBe(text);
        response.Header("Content-Range").ShouldBe(contentRange);
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_refused()
    {
        await using var site = await RunningSite.StartAsync();

        var response = await site.GetAsync("/alphabet.txt", "Range: bytes=27-");

        response.Status.ShouldBe(416);
        response.Header("Content-Range").ShouldBe("bytes */27");
    }

    [Fact]
    public async Task Who_has_the_file_is_told_so()
    {
        await using var site = await RunningSite.StartAsync();
        var etag = (await site.GetAsync("/alphabet.txt")).Header("ETag");

        (await site.GetAsync("/alphabet.txt", $"If-None-Match: {etag}")).Status.ShouldBe(304);
        (await site.GetAsync("/alphabet.txt", "Range: bytes=0-1", $"If-Range: {etag}")).Status.ShouldBe(206);
        (await site.GetAsync("/alphabet.txt", "Range: bytes=0-1", "If-Range: \"another\"")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("/../appsettings.json")]
    [InlineData("/%2e%2e/appsettings.json")]
    [InlineData("/..%2fappsettings.json")]
    public async Task Nothing_outside_the_folder_is_sent(string target)
    {
        await using var site = await RunningSite.StartAsync();

        (await site.GetAsync(target)).Status.ShouldBe(404);
    }
}
