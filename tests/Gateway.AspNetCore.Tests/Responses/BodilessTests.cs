using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>HEAD, 204, 205 and 304: what has no body gets none, whatever the app returns.</summary>
public sealed class BodilessTests
{
    [Theory]
    [InlineData(AppShape.Sync, "204 No Content")]
    [InlineData(AppShape.Async, "204 No Content")]
    [InlineData(AppShape.Sync, "205 Reset Content")]
    [InlineData(AppShape.Async, "205 Reset Content")]
    [InlineData(AppShape.Sync, "304 Not Modified")]
    [InlineData(AppShape.Async, "304 Not Modified")]
    public async Task A_body_is_not_sent(AppShape shape, string status)
    {
        var body = new TrackedBody(Blocks.Lazily("one", "two"));
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse(status, [("X-A", "1")]);
            return body;
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.StatusLine.ShouldBe("HTTP/1.1 " + status);
        response.Header("X-A").ShouldBe("1");
        response.Has("Transfer-Encoding").ShouldBeFalse();
        response.Text.ShouldBe("");
        await connection.ShouldStillServeAsync();
        await host.StopAsync();
        body.ShouldBeClosedOnce();
        host.Log.Errors.ShouldBeEmpty();
        host.Log.Warnings.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(AppShape.Sync, "204 No Content")]
    [InlineData(AppShape.Async, "204 No Content")]
    [InlineData(AppShape.Sync, "205 Reset Content")]
    [InlineData(AppShape.Async, "205 Reset Content")]
    [InlineData(AppShape.Sync, "304 Not Modified")]
    [InlineData(AppShape.Async, "304 Not Modified")]
    public async Task Without_a_body_there_is_nothing_to_complain_of(AppShape shape, string status)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse(status, []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Head.StatusLine.ShouldBe("HTTP/1.1 " + status);
        await connection.ShouldStillServeAsync();
        await host.StopAsync();
        host.Log.Warnings.ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task A_204_loses_its_length_and_a_304_keeps_it(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse(environ.PathInfo == "/204" ? "204 No Content" : "304 Not Modified", [("Content-Length", "3"), ("ETag", "\"x\"")]);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        var noContent = await connection.GetAsync("/204");
        noContent.Status.ShouldBe(204);
        noContent.Has("Content-Length").ShouldBeFalse();
        var notModified = await connection.GetAsync("/304");
        notModified.Status.ShouldBe(304);
        notModified.Header("Content-Length").ShouldBe("3");
        notModified.Header("ETag").ShouldBe("\"x\"");
        await connection.ShouldStillServeAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("204 No Content")]
    [InlineData("304 Not Modified")]
    [InlineData("200 OK")]
    public async Task A_head_request_gets_the_head_and_nothing_else(string status)
    {
        foreach (var shape in Enum.GetValues<AppShape>())
        {
            await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
            {
                startResponse(status, [("X-A", "1")]);
                return Blocks.Lazily("one", "two");
            });
            await using var connection = await host.ConnectAsync();

            await connection.SendAsync("HEAD / HTTP/1.1", "Host: a", "", "");
            var response = await connection.ReceiveResponseAsync("HEAD");

            response.Head.StatusLine.ShouldBe("HTTP/1.1 " + status);
            response.Header("X-A").ShouldBe("1");

            // Any byte of a body would stand where the next status line is expected.
            await connection.ShouldStillServeAsync();
        }
    }

    [Theory, BothShapes]
    public async Task Head_has_the_headers_of_get(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", environ.PathInfo == "/declared" ? [("Content-Length", "5")] : []);
            return environ.PathInfo == "/declared" ? Blocks.Lazily("hello") : Body.Text("hello");
        });
        await using var connection = await host.ConnectAsync();

        foreach (var path in new[] { "/declared", "/known" })
        {
            (await connection.GetAsync(path)).Header("Content-Length").ShouldBe("5");
            await connection.SendAsync($"HEAD {path} HTTP/1.1", "Host: a", "", "");
            (await connection.ReceiveResponseAsync("HEAD")).Head.All("Content-Length").ShouldBe(["5"], path);
        }

        await connection.ShouldStillServeAsync();
        await host.StopAsync();
        host.Log.Warnings.ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task Head_of_an_endless_body_ends(AppShape shape)
    {
        var body = new TrackedBody(Blocks.Endlessly());
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return body;
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("HEAD / HTTP/1.1", "Host: a", "", "");

        (await connection.ReceiveResponseAsync("HEAD")).Status.ShouldBe(200);
        await connection.ShouldStillServeAsync();
        body.Asked.ShouldBeLessThanOrEqualTo(2);
        await host.StopAsync();
        body.ShouldBeClosedOnce();
    }

    [Theory, BothShapes]
    public async Task Head_works_where_start_response_is_called_late(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, Lazy);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("HEAD / HTTP/1.1", "Host: a", "", "");

        (await connection.ReceiveResponseAsync("HEAD")).Status.ShouldBe(202);
        await connection.ShouldStillServeAsync();

        static IEnumerable<ReadOnlyMemory<byte>> Lazy(Environ environ, StartResponse startResponse)
        {
            yield return default;
            startResponse("202 Accepted", []);
            yield return Blocks.Of("late");
        }
    }

    [Theory, BothShapes]
    public async Task Head_may_declare_more_or_less_than_it_yields(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("Content-Length", environ.QueryString)]);
            return Blocks.Lazily("hello");
        });
        await using var connection = await host.ConnectAsync();

        foreach (var length in new[] { "3", "1000" })
        {
            await connection.SendAsync($"HEAD /?{length} HTTP/1.1", "Host: a", "", "");
            (await connection.ReceiveResponseAsync("HEAD")).Header("Content-Length").ShouldBe(length);
            await connection.ShouldStillServeAsync();
        }
    }

    [Theory, BothShapes]
    public async Task Over_http_2_a_204_with_a_body_is_just_a_204(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape,
            (environ, startResponse) =>
            {
                startResponse("204 No Content", [("Content-Length", "3")]);
                return Blocks.Lazily("one", "two");
            },
            setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        using var response = await client.SendAsync("/");

        ((int)response.StatusCode).ShouldBe(204);
        (await response.Content.ReadAsStringAsync()).ShouldBe("");
        await client.ShouldStillServeAsync();
    }
}
