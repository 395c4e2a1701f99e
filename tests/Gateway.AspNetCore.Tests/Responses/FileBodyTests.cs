using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

public sealed class FileBodyTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public FileBodyTests() => File.WriteAllText(_path, "0123456789");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(0, null, "0123456789")]
    [InlineData(3, null, "3456789")]
    [InlineData(3, 4, "3456")]
    [InlineData(0, 0, "")]
    [InlineData(10, null, "")]
    public async Task A_file_or_a_part_of_it_is_sent_with_its_length(long offset, int? count, string expected)
    {
        foreach (var shape in Enum.GetValues<AppShape>())
        {
            await using var host = await StartAsync(shape, () => Body.File(_path, offset, count));
            await using var connection = await host.ConnectAsync();

            var response = await connection.GetAsync("/");

            response.Text.ShouldBe(expected);
            response.Head.All("Content-Length").ShouldBe([expected.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await connection.ShouldStillServeAsync();
        }
    }

    [Theory, BothShapes]
    public async Task An_empty_file_is_an_empty_response(AppShape shape)
    {
        File.WriteAllText(_path, "");
        await using var host = await StartAsync(shape, () => Body.File(_path));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Header("Content-Length").ShouldBe("0");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_smaller_content_length_cuts_the_file_off(AppShape shape)
    {
        await using var host = await StartAsync(shape, () => Body.File(_path, 2), ("Content-Length", "3"));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("234");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_larger_content_length_is_seen_to_be_unfulfilled(AppShape shape)
    {
        await using var host = await StartAsync(shape, () => Body.File(_path), ("Content-Length", "30"));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.LooksWhole.ShouldBeFalse();
        await host.Log.WaitForErrorAsync();
    }

    [Theory, BothShapes]
    public async Task A_file_that_became_shorter_is_not_sent_as_if_it_were_whole(AppShape shape)
    {
        await using var host = await StartAsync(shape, () =>
        {
            var body = Body.File(_path);
            File.WriteAllText(_path, "01234");
            return body;
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        (response.Status == 500 || !response.LooksWhole).ShouldBeTrue();
        await host.Log.WaitForErrorAsync();
    }

    [Theory, BothShapes]
    public async Task A_file_that_becomes_shorter_while_it_is_sent_is_seen_by_the_client(AppShape shape)
    {
        const int Length = 64 * 1024 * 1024;
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(Length);
        await using var host = await StartAsync(shape, () => Body.File(_path));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveHeadAsync()).Header("Content-Length").ShouldBe("67108864");

        // The file is larger than all the buffers on the way, so most of it is still to be read.
        file.SetLength(10);

        var (_, ending) = await connection.ReceiveUpToAsync(Length);
        ending.ShouldNotBe(Ending.Complete);
        await host.Log.WaitForErrorAsync();
    }

    [Theory, BothShapes]
    public async Task Head_and_304_send_nothing_of_a_file(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse(environ.RequestMethod == "HEAD" ? "200 OK" : "304 Not Modified", []);
            return Body.File(_path);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("HEAD / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveResponseAsync("HEAD")).Header("Content-Length").ShouldBe("10");
        (await connection.GetAsync("/")).Status.ShouldBe(304);
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_part_beyond_two_gibibytes_is_found(AppShape shape)
    {
        const long FarAway = 3L * 1024 * 1024 * 1024;
        using (var file = File.OpenWrite(_path))
        {
            // A sparse file: it takes no space.
            file.Position = FarAway;
            file.Write("found"u8);
        }

        await using var host = await StartAsync(shape, () => Body.File(_path, FarAway, 5));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("found");
        await connection.SendAsync("HEAD / HTTP/1.1", "Host: a", "", "");
        (await connection.ReceiveResponseAsync("HEAD")).Header("Content-Length").ShouldBe("5");
    }

    [Theory, BothShapes]
    public async Task Middleware_that_enumerates_a_file_sees_its_blocks(AppShape shape)
    {
        await using var host = await StartAsync(
            shape, () => Body.File(_path).AsEnumerable<ReadOnlyMemory<byte>>().Select(block => block[..5]));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("01234");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_file_that_is_not_there_fails_in_the_apps_own_frame(AppShape shape)
    {
        await using var host = await StartAsync(shape, () => Body.File(_path + ".absent"));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(500);
        (await host.Log.WaitForErrorAsync()).Exception.ShouldBeOfType<FileNotFoundException>();
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, Func<IEnumerable<ReadOnlyMemory<byte>>> body,
        params (string, string)[] headers) => GatewayHost.StartAsync(shape, (environ, startResponse) =>
    {
        startResponse("200 OK", headers);
        return body();
    });
}
