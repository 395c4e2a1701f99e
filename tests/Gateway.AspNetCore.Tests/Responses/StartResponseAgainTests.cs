using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>The second call of start_response: PEP 3333's error handling.</summary>
public sealed class StartResponseAgainTests
{
    [Theory, BothShapes]
    public async Task A_second_call_without_an_exception_is_an_error(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, StartsTwice.WithoutAnException);
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(500);
        response.Has("X-First").ShouldBeFalse();
        response.Has("X-Second").ShouldBeFalse();
        response.Text.ShouldNotContain("leaked");
        await connection.ShouldStillServeAsync();
        (await host.Log.WaitForErrorAsync()).Exception.ShouldBeOfType<GatewayContractException>();
    }

    [Theory, BothShapes]
    public async Task A_second_call_without_an_exception_is_an_error_even_if_the_first_one_failed(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, StartsTwice.AfterAFirstCallThatFailed);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(500);
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_second_call_without_an_exception_after_the_head_ends_the_response_visibly(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, StartsTwice.WithoutAnExceptionAfterTheHead);
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(200);
        response.Text.ShouldBe("first");
        response.LooksWhole.ShouldBeFalse();
    }

    [Theory, BothShapes]
    public async Task A_second_call_with_an_exception_before_the_head_replaces_everything(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", [("X-Old", "1"), ("Content-Length", "1000"), ("Content-Type", "text/old"), ("Set-Cookie", "old=1")]);
            startResponse("503 Service Unavailable", [("X-New", "1")], new InvalidOperationException("on purpose"));
            return Blocks.Lazily("sorry", "!");
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.StatusLine.ShouldBe("HTTP/1.1 503 Service Unavailable");
        response.Header("X-New").ShouldBe("1");
        foreach (var name in new[] { "X-Old", "Content-Length", "Content-Type", "Set-Cookie" })
            response.Has(name).ShouldBeFalse(name);
        response.Text.ShouldBe("sorry!");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task An_app_recovers_from_an_invalid_first_call_by_a_second_with_an_exception(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            try
            {
                startResponse("200 OK", [("X-Good", "1"), ("X-Bad", "a\r\nX-Evil: 1")]);
            }
            catch (GatewayContractException error)
            {
                startResponse("500 Recovered", Blocks.Plain, error);
            }

            return Body.Text("recovered");
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Head.StatusLine.ShouldBe("HTTP/1.1 500 Recovered");
        response.Text.ShouldBe("recovered");
        response.Has("X-Good").ShouldBeFalse();
        response.Has("X-Evil").ShouldBeFalse();
        await connection.ShouldStillServeAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory, BothShapes]
    public async Task Calls_with_an_exception_may_replace_the_head_more_than_once(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            var error = new InvalidOperationException("on purpose");
            startResponse("200 OK", [], error);
            startResponse("502 Bad Gateway", [], error);
            startResponse("504 Gateway Timeout", [], error);
            return Body.Text("third");
        });
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(504);
    }

    [Theory, BothShapes]
    public async Task A_call_with_an_exception_after_the_head_rethrows_that_exception(AppShape shape)
    {
        var thrownAgain = new Answer<Exception>();
        var original = new InvalidOperationException("on purpose");
        await using var host = await GatewayHost.StartAsync(shape, StartsTwice.WithAnExceptionAfterTheHead(thrownAgain, original));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(200);
        response.Text.ShouldBe("first");
        response.LooksWhole.ShouldBeFalse();
        var error = await thrownAgain.GetAsync();
        error.ShouldBeSameAs(original);
        error.StackTrace!.ShouldContain("ThrowFromDeepWithin");
        (await host.Log.WaitForErrorAsync()).Exception.ShouldBeSameAs(original);
    }

    [Theory, BothShapes]
    public async Task A_call_with_an_exception_after_a_write_rethrows_that_exception(AppShape shape)
    {
        var original = new InvalidOperationException("on purpose");
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", Blocks.Plain).Write("first"u8);
            startResponse("500 Oops", Blocks.Plain, original);
            return Body.Text("leaked");
        });
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Text.ShouldBe("first");
        response.LooksWhole.ShouldBeFalse();
        (await host.Log.WaitForErrorAsync()).Exception.ShouldBeSameAs(original);
    }
}
