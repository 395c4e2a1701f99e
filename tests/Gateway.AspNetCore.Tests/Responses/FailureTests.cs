using Gateway.AspNetCore.Tests.Faults;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>A response that failed never looks whole.</summary>
public sealed class FailureTests
{
    public static TheoryData<AppShape, string> BeforeTheHead => InBothShapes(
        nameof(FailsMidway.InTheCall), nameof(FailsMidway.BeforeTheFirstBlock), nameof(FailsMidway.WithACancellationBeforeTheHead));

    public static TheoryData<AppShape, string> AfterTheHead => InBothShapes(
        nameof(FailsMidway.AfterTheFirstBlock), nameof(FailsMidway.InADeclaredLength), nameof(FailsMidway.WithACancellationOfItsOwn),
        nameof(FailsMidway.WithAnIoErrorOfItsOwn), nameof(FailsMidway.AfterAWrite), nameof(FailsMidway.InABodyThatIsPushed));

    [Theory]
    [MemberData(nameof(BeforeTheHead))]
    public async Task A_failure_before_the_head_is_a_plain_500_logged_once(AppShape shape, string fault)
    {
        await using var host = await GatewayHost.StartAsync(shape, App(fault));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(500);
        response.Has("X-Head").ShouldBeFalse();
        response.Text.ShouldNotContain("s3cret");
        await connection.ShouldStillServeAsync();
        (await host.Log.WaitForErrorAsync()).Exception!.Message.ShouldBe(FailsMidway.Secret);
        await host.StopAsync();
        host.Log.Errors.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(AfterTheHead))]
    public async Task A_failure_after_the_head_is_seen_on_http_1_1(AppShape shape, string fault)
    {
        await using var host = await GatewayHost.StartAsync(shape, App(fault));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(200);
        response.Text.ShouldBe("first");
        response.LooksWhole.ShouldBeFalse();
        (await host.Log.WaitForErrorAsync()).Exception!.Message.ShouldBe(FailsMidway.Secret);
        await host.StopAsync();
        host.Log.Errors.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(AfterTheHead))]
    public async Task A_failure_after_the_head_is_seen_on_http_1_0(AppShape shape, string fault)
    {
        await using var host = await GatewayHost.StartAsync(shape, App(fault));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.0", "", "");

        // A reset may overtake what was sent before it, so even the head may be missing. It must not be a FIN, which is how
        // a body without a length ends.
        var (bytes, ending) = await connection.ReceiveToEndAsync();
        if (fault != nameof(FailsMidway.InADeclaredLength))
            ending.ShouldBe(Ending.Reset);
        bytes.AsSpan().IndexOf("Content-Length: 5\r\n"u8).ShouldBe(-1);
        await host.Log.WaitForErrorAsync();
    }

    [Theory]
    [MemberData(nameof(AfterTheHead))]
    public async Task A_failure_after_the_head_resets_the_stream_on_http_2(AppShape shape, string fault)
    {
        await using var host = await GatewayHost.StartAsync(shape, App(fault), setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        // The reset may overtake the head.
        await Should.ThrowAsync<HttpRequestException>(async () =>
        {
            using var response = await client.SendAsync("/");
            await response.Content.ReadAsByteArrayAsync();
        });

        await client.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_failure_before_the_head_is_a_500_on_http_2(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, FailsMidway.InTheCall, setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        using var response = await client.SendAsync("/");

        ((int)response.StatusCode).ShouldBe(500);
        response.Headers.Contains("X-Head").ShouldBeFalse();
        await client.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task A_failure_after_the_last_promised_byte_is_logged(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, FailsMidway.AfterADeclaredLength);
        await using var connection = await host.ConnectAsync();

        (await connection.GetAsync("/")).Text.ShouldBe("first");

        (await host.Log.WaitForErrorAsync()).Exception!.Message.ShouldBe(FailsMidway.Secret);
    }

    [Theory, BothShapes]
    public async Task A_failure_in_one_request_leaves_the_next_ones_alone(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, FailsMidway.AfterTheFirstBlock);
        for (var request = 0; request < 20; request++)
        {
            await using var failing = await host.ConnectAsync();
            (await failing.GetAsync("/")).LooksWhole.ShouldBeFalse();
            await using var another = await host.ConnectAsync();
            await another.ShouldStillServeAsync();
        }
    }

    private static GatewayApp App(string fault) => typeof(FailsMidway).GetMethod(fault)!.CreateDelegate<GatewayApp>();

    private static TheoryData<AppShape, string> InBothShapes(params string[] faults)
    {
        var data = new TheoryData<AppShape, string>();
        foreach (var fault in faults)
        {
            data.Add(AppShape.Sync, fault);
            data.Add(AppShape.Async, fault);
        }

        return data;
    }
}
