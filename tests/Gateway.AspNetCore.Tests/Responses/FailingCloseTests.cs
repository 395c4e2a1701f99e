using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>A close() that fails itself.</summary>
public sealed class FailingCloseTests
{
    [Theory, BothShapes]
    public async Task A_failing_close_does_not_spoil_a_response_that_is_out(AppShape shape)
    {
        var body = new TrackedBody(
            Blocks.Lazily("one", "two")) { OnClose = () => throw new InvalidOperationException("close failed on purpose") };
        await using var host = await StartAsync(shape, body);
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Text.ShouldBe("onetwo");
        response.LooksWhole.ShouldBeTrue();
        await connection.ShouldStillServeAsync();
        (await host.Log.WaitForErrorAsync()).Exception!.Message.ShouldBe("close failed on purpose");
        await host.StopAsync();
        host.Log.Errors.Count.ShouldBe(1);
        body.ShouldBeClosedOnce();
    }

    [Theory, BothShapes]
    public async Task A_failing_close_before_anything_was_said_is_a_500(AppShape shape)
    {
        var body = new TrackedBody(Blocks.Lazily()) { OnClose = () => throw new InvalidOperationException("close failed on purpose") };
        await using var host = await StartAsync(shape, body);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(500);

        await connection.ShouldStillServeAsync();
        (await host.Log.WaitForErrorAsync()).Exception!.Message.ShouldBe("close failed on purpose");
        await host.StopAsync();
        body.ShouldBeClosedOnce();
    }

    [Theory, BothShapes]
    public async Task A_failing_close_does_not_hide_why_the_body_failed(AppShape shape)
    {
        var body = new TrackedBody(
            BrokenBodies.ThrowingAtOnce()) { OnClose = () => throw new InvalidOperationException("close failed, too") };
        await using var host = await StartAsync(shape, body);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(500);

        await host.StopAsync();
        host.Log.Errors.Select(record => record.Exception?.Message).ShouldContain("on purpose");
        host.Log.Errors.Select(record => record.Exception?.Message).ShouldContain("close failed, too");
        body.ShouldBeClosedOnce();
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, TrackedBody body) =>
        GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return body;
        });
}
