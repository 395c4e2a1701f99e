using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>A request body that cannot be read to its end is never taken for a whole one.</summary>
public sealed class InputFailureTests
{
    public static TheoryData<string> BrokenChunks => ["zz\r\n", "0x5\r\nhello\r\n", "-1\r\n", "FFFFFFFFFFFFFFFFF\r\n", "3\r\nabcXX3\r\n"];

    private static readonly string[] ChunkedUpload = ["POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", ""];

    [Theory]
    [MemberData(nameof(BrokenChunks))]
    public async Task A_swallowed_framing_error_is_still_answered_400(string body)
    {
        foreach (var shape in Enum.GetValues<AppShape>())
        {
            await using var host = await GatewayHost.StartAsync(shape, SwallowsBodyErrors.AndAnswers("200 OK"));
            await using var connection = await host.ConnectAsync();

            await connection.SendAsync(ChunkedUpload);
            await connection.SendAsync(body);

            var response = await connection.ReceiveResponseAsync();
            response.Status.ShouldBe(400);
            response.Text.ShouldNotContain("all is well");
            (await connection.ReceiveToEndAsync()).Bytes.ShouldBeEmpty();
            await host.StopAsync();
            host.Log.Errors.ShouldBeEmpty();
        }
    }

    [Theory, BothShapes]
    public async Task A_swallowed_error_is_not_answered_204_either(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, SwallowsBodyErrors.AndReturnsNothing);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(ChunkedUpload);
        await connection.SendAsync("zz\r\n");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
    }

    [Theory, BothShapes]
    public async Task An_input_error_that_the_app_rethrows_gives_400_and_is_not_logged_as_an_error(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            environ.Input.CopyTo(Stream.Null);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(ChunkedUpload);
        await connection.SendAsync("zz\r\n");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task An_app_may_answer_a_broken_body_with_an_error_of_its_own(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, SwallowsBodyErrors.AndAnswers("422 Unprocessable Content"));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(ChunkedUpload);
        await connection.SendAsync("zz\r\n");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(422);
    }

    [Theory]
    [InlineData(AppShape.Sync, "Content-Length: 1001", "")]
    [InlineData(AppShape.Async, "Content-Length: 1001", "")]
    [InlineData(AppShape.Sync, "Transfer-Encoding: chunked", "3e9\r\n")]
    [InlineData(AppShape.Async, "Transfer-Encoding: chunked", "3e9\r\n")]
    public async Task A_body_over_the_limit_is_answered_413_even_if_the_app_swallows_it(AppShape shape, string framing, string prefix)
    {
        var caught = new Answer<Exception>();
        await using var host = await GatewayHost.StartAsync(shape, SwallowsBodyErrors.AndAnswers("200 OK", caught),
            setup => setup.Kestrel = kestrel => kestrel.Limits.MaxRequestBodySize = 1000);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(
            "POST / HTTP/1.1", "Host: a", framing, "", prefix + new string('x', 1001) + (prefix.Length > 0 ? "\r\n0\r\n\r\n" : ""));

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(413);
        (await caught.GetAsync()).ShouldBeAssignableTo<RequestBodyException>()!.StatusCode.ShouldBe(413);
    }

    [Theory, BothShapes]
    public async Task A_body_that_comes_too_slowly_is_answered_408_even_if_the_app_swallows_it(AppShape shape)
    {
        var caught = new Answer<Exception>();
        await using var host = await GatewayHost.StartAsync(shape, SwallowsBodyErrors.AndAnswers("200 OK", caught),
            setup => setup.Kestrel = kestrel => kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(1.1)));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 5000", "", "ab");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(408);
        (await caught.GetAsync()).ShouldBeAssignableTo<RequestBodyException>()!.StatusCode.ShouldBe(408);
    }

    [Theory, BothShapes]
    public async Task An_error_swallowed_after_the_head_ends_the_response_visibly(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, SwallowsBodyErrors.AfterTheFirstBlock);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(ChunkedUpload);
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        (await connection.ReceiveChunkAsync()).ShouldBe("first");
        await connection.SendAsync("zz\r\n");

        while (await connection.ReceiveChunkAsync() is { } chunk)
            chunk.ShouldNotBe("", "The terminating chunk makes a failed response look whole.");

        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task An_error_swallowed_after_the_head_leaves_a_declared_length_unfulfilled(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, SwallowsBodyErrors.AfterTheFirstBlockOfADeclaredLength);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(ChunkedUpload);
        (await connection.ReceiveHeadAsync()).Header("Content-Length").ShouldBe("11");
        (await connection.ReceiveTextAsync(5)).ShouldBe("first");
        await connection.SendAsync("zz\r\n");

        (await connection.ReceiveToEndAsync()).Bytes.Length.ShouldBeLessThan(6);
    }

    [Theory, BothShapes]
    public async Task A_client_that_leaves_in_the_middle_of_its_body_is_told_apart_from_the_end(AppShape shape)
    {
        var (caught, called) = (new Answer<Exception>(), new Signal());
        await using var host = await GatewayHost.StartAsync(shape, SwallowsBodyErrors.AndAnswers("200 OK", caught, called));
        var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 10", "", "abc");
        await called.WaitAsync(); // A reset overtakes what the server has not read yet.
        connection.Reset();

        (await caught.GetAsync()).ShouldBeAssignableTo<GatewayClientDisconnectedException>();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    // Kestrel drains what an app has left of a body, until it learns that the client is gone: a race that was lost once in some hundred
    // times.
    [Theory, BothShapes]
    public async Task A_reset_in_the_middle_of_a_body_leaves_no_error_in_the_log(AppShape shape)
    {
        for (var round = 0; round < 100; round++)
            await A_client_that_leaves_in_the_middle_of_its_body_is_told_apart_from_the_end(shape);
    }

    [Theory, BothShapes]
    public async Task A_body_that_ends_too_early_is_an_error_not_an_end(AppShape shape)
    {
        var caught = new Answer<Exception>();
        await using var host = await GatewayHost.StartAsync(shape, SwallowsBodyErrors.AndAnswers("200 OK", caught));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Content-Length: 10", "", "abc");
        connection.ShutdownSend();

        (await caught.GetAsync()).ShouldBeAssignableTo<GatewayClientDisconnectedException>();
        var (bytes, _) = await connection.ReceiveToEndAsync();
        System.Text.Encoding.UTF8.GetString(bytes).ShouldNotContain("200 OK");
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_that_failed_fails_again()
    {
        var answer = new Answer<List<Type>>();
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            var errors = new List<Type>();
            for (var attempt = 0; attempt < 3; attempt++)
                errors.Add(Should.Throw<RequestBodyException>(() => environ.Input.CopyTo(Stream.Null)).GetType());
            answer.Set(errors);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(ChunkedUpload);
        await connection.SendAsync("zz\r\n");

        (await answer.GetAsync()).Count.ShouldBe(3);
        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
    }
}
