using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>When start_response is called, and what one call does.</summary>
public sealed class StartResponseTests
{
    [Theory, BothShapes]
    public async Task Start_response_may_be_called_as_late_as_the_first_block(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, Lazy);
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(202);
        response.Text.ShouldBe("late");
        await connection.ShouldStillServeAsync();

        static IEnumerable<ReadOnlyMemory<byte>> Lazy(Environ environ, StartResponse startResponse)
        {
            yield return default;
            startResponse("202 Accepted", Blocks.Plain);
            yield return Blocks.Of("late");
        }
    }

    [Theory, BothShapes]
    public async Task Start_response_may_be_called_in_a_body_that_turns_out_empty(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, Lazy);
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(202);
        response.Header("Content-Length").ShouldBe("0");
        await connection.ShouldStillServeAsync();

        static IEnumerable<ReadOnlyMemory<byte>> Lazy(Environ environ, StartResponse startResponse)
        {
            startResponse("202 Accepted", Blocks.Plain);
            yield break;
        }
    }

    [Theory, BothShapes]
    public async Task An_app_that_never_calls_start_response_is_an_error(AppShape shape)
    {
        foreach (var app in new GatewayApp[]
            { NeverStarts.WithABody, NeverStarts.WithoutABody, NeverStarts.WithBlocks, NeverStarts.WithEmptyBlocksOnly })
        {
            await using var host = await GatewayHost.StartAsync(shape, app);
            await using var connection = await host.ConnectAsync();

            var response = await connection.GetAsync("/");

            response.Status.ShouldBe(500, app.Method.Name);
            response.Text.ShouldNotContain("leaked");
            await connection.ShouldStillServeAsync();
            (await host.Log.WaitForErrorAsync()).Exception.ShouldBeOfType<GatewayContractException>()
                .Message.ShouldContain("start_response");
            await host.StopAsync();
            host.Log.Errors.Count.ShouldBe(1);
        }
    }

    [Theory, BothShapes]
    public async Task A_body_that_is_null_is_an_error(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return null!;
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(500);

        await connection.ShouldStillServeAsync();
        (await host.Log.WaitForErrorAsync()).Exception.ShouldBeOfType<GatewayContractException>().Message.ShouldContain("null");
    }

    [Fact]
    public async Task An_async_iterator_app_that_is_null_inside_is_an_error()
    {
        await using var host = await GatewayHost.StartPipelineAsync(application =>
            Microsoft.AspNetCore.Builder.GatewayApplicationBuilderExtensions.UseGatewayApp(
                application, new AsyncIteratorApp((environ, startResponse) => null!)));
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(500);
    }

    [Theory, BothShapes]
    public async Task Start_response_sends_nothing_by_itself(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, ChangesItsMind);
        await using var connection = await host.ConnectAsync();

        // Had anything of the first call left, it could not be taken back.
        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(503);
        response.Has("X-Old").ShouldBeFalse();
        response.Text.ShouldBe("sorry");
        await connection.ShouldStillServeAsync();

        static IEnumerable<ReadOnlyMemory<byte>> ChangesItsMind(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", [("X-Old", "1"), ("Content-Length", "1000")]);
            yield return default;
            yield return ReadOnlyMemory<byte>.Empty;
            startResponse("503 Service Unavailable", [("X-New", "1")], new InvalidOperationException("on purpose"));
            yield return Blocks.Of("sorry");
        }
    }

    [Theory, BothShapes]
    public async Task Start_response_copies_the_headers(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            var headers = new List<(string, string)> { ("X-A", "before") };
            startResponse("200 OK", headers);
            headers[0] = ("X-A", "after\r\nX-Evil: 1");
            headers.Add(("X-B", "after"));
            return Body.Text("copied");
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.All("X-A").ShouldBe(["before"]);
        response.Has("X-B").ShouldBeFalse();
        response.Has("X-Evil").ShouldBeFalse();
    }

    [Theory, BothShapes]
    public async Task An_exception_on_the_first_call_is_legal(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("500 Oops", Blocks.Plain, new InvalidOperationException("on purpose"));
            return Body.Text("an error page");
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.StatusLine.ShouldBe("HTTP/1.1 500 Oops");
        response.Text.ShouldBe("an error page");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task Each_app_is_called_once_per_request(AppShape shape)
    {
        var calls = 0;
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            Interlocked.Increment(ref calls);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        for (var request = 0; request < 5; request++)
            await connection.GetAsync("/");

        calls.ShouldBe(5);
    }
}
