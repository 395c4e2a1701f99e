using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.AspNetCore.Tests.Responses;

/// <summary>A send may know that the client has gone a moment before the token does.</summary>
public sealed class DisconnectRaceTests
{
    public static TheoryData<AppShape, string> WaysToSend => new()
    {
        { AppShape.Sync, "write" }, { AppShape.Async, "write" }, { AppShape.Sync, "push" }, { AppShape.Async, "push" },
        { AppShape.Sync, "block" }, { AppShape.Async, "block" },
    };

    [Theory]
    [MemberData(nameof(WaysToSend))]
    public async Task A_send_that_fails_before_the_token_is_cancelled_is_not_an_error(AppShape shape, string way)
    {
        var asked = new Signal();
        await using var host = await GatewayHost.StartAsync(
            shape,
            (environ, startResponse) =>
            {
                var writer = startResponse("200 OK", []);
                asked.Set();
                while (way == "write")
                    writer.Write("for nobody"u8);
                return way == "block" ? Blocks.Endlessly() : Body.Write(async (pipe, aborted) =>
                {
                    // A copy from somewhere ends with an exception like this one.
                    if ((await pipe.WriteAsync("for nobody"u8.ToArray(), aborted)).IsCompleted)
                        throw new OperationCanceledException("Nobody reads any more.");
                });
            },
            setup => setup.InFront = application => application.Use((context, next) =>
            {
                context.Features.Set<IHttpResponseBodyFeature>(new GoneClient());
                return next(context);
            }));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: a", "", "");

        await asked.WaitAsync();
        await connection.ReceiveHeadAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }
}
