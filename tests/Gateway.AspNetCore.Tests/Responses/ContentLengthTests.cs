using Gateway.AspNetCore.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>A declared length is a promise: never a byte more, and a byte less is seen.</summary>
public sealed class ContentLengthTests
{
    [Theory, BothShapes]
    public async Task The_length_is_sent_as_declared(AppShape shape)
    {
        await using var host = await StartAsync(shape, "11", "hello ", "world");
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.All("Content-Length").ShouldBe(["11"]);
        response.Text.ShouldBe("hello world");
        await connection.ShouldStillServeAsync();
        await host.StopAsync();
        host.Log.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(AppShape.Sync, "hello")]
    [InlineData(AppShape.Async, "hello")]
    [InlineData(AppShape.Sync, "he", "llo")]
    [InlineData(AppShape.Async, "he", "llo")]
    [InlineData(AppShape.Sync, "hel", "lo", "more", "and more")]
    [InlineData(AppShape.Async, "hel", "lo", "more", "and more")]
    public async Task Too_many_bytes_are_cut_off_and_reported(AppShape shape, params string[] blocks)
    {
        await using var host = await StartAsync(shape, "3", blocks);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("hel");

        await connection.ShouldStillServeAsync();
        (await host.Log.WaitForAsync(record => record.Level == LogLevel.Warning)).Message.ShouldContain("Content-Length");
        await host.StopAsync();
        host.Log.Warnings.Count.ShouldBe(1);
    }

    [Theory, BothShapes]
    public async Task A_body_in_memory_is_cut_off_too(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Length", "3")]);
            return Body.Text("hello");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("hel");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task No_block_is_asked_for_past_the_first_excess_byte(AppShape shape)
    {
        var body = new TrackedBody(Blocks.Endlessly());
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Length", "2048")]);
            return body;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Bytes.Length.ShouldBe(2048);

        await connection.ShouldStillServeAsync();
        body.Asked.ShouldBeLessThanOrEqualTo(3);
        await host.StopAsync();
        body.ShouldBeClosedOnce();
    }

    [Theory, BothShapes]
    public async Task Too_few_bytes_are_seen_by_the_client_and_logged_once(AppShape shape)
    {
        await using var host = await StartAsync(shape, "10", "hel");
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Text.ShouldBe("hel");
        response.LooksWhole.ShouldBeFalse();
        await host.Log.WaitForErrorAsync();
        await host.StopAsync();
        host.Log.Errors.Count.ShouldBe(1);
    }

    [Theory, BothShapes]
    public async Task No_bytes_at_all_are_a_500(AppShape shape)
    {
        foreach (var body in new[] { Array.Empty<string>(), ["", ""] })
        {
            await using var host = await StartAsync(shape, "10", body);
            await using var connection = await host.ConnectAsync();

            (await connection.GetAsync("/")).Status.ShouldBe(500);
            await host.Log.WaitForErrorAsync();
        }
    }

    [Theory, BothShapes]
    public async Task A_declared_zero_is_kept(AppShape shape)
    {
        await using var host = await StartAsync(shape, "0", "too much");
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Header("Content-Length").ShouldBe("0");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task The_name_is_recognised_in_any_case(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("content-LENGTH", "3")]);
            return Blocks.Lazily("hello");
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.All("Content-Length").ShouldBe(["3"]);
        response.Text.ShouldBe("hel");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task Over_http_2_too_many_bytes_are_cut_off_and_too_few_reset_the_stream(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("200 OK", [("Content-Length", environ.QueryString)]);
                return Blocks.Lazily("he", "llo");
            },
            setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        using (var tooMany = await client.SendAsync("/?3"))
            (await tooMany.Content.ReadAsStringAsync()).ShouldBe("hel");
        using (var tooFew = await client.SendAsync("/?10"))
            await Should.ThrowAsync<HttpRequestException>(() => tooFew.Content.ReadAsStringAsync());
        await client.ShouldStillServeAsync();
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, string length, params string[] blocks) =>
        GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Length", length)]);
            return Blocks.Lazily(blocks);
        });
}
