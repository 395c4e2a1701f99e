using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>100 Continue is an invitation to send the body: it is given when the app wants the body, and only then.</summary>
public sealed class ExpectContinueTests
{
    private static readonly string[] Request = ["POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Expect: 100-continue", "", ""];

    [Theory, BothShapes]
    public async Task The_client_is_told_to_go_on_when_the_app_reads(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            using var reader = new StreamReader(environ.Input);
            var text = reader.ReadToEnd();
            startResponse("200 OK", []);
            return Body.Text(text);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(Request);
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(100);
        await connection.SendAsync("hello");

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("hello");
        await connection.ShouldStillServeAsync();
    }

    [Theory, BothShapes]
    public async Task The_client_is_not_told_to_go_on_where_the_app_does_not_read(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            // Asking for the stream, even for every entry, is not reading it.
            environ.Input.CanRead.ShouldBeTrue();
            environ.Count.ShouldBeGreaterThan(0);
            startResponse("403 Forbidden", []);
            return Body.Text("no");
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(Request);

        (await connection.ReceiveHeadAsync()).Status.ShouldBe(403);
    }

    [Theory, BothShapes]
    public async Task The_client_is_not_told_to_go_on_by_an_app_that_throws(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(
            shape, (environ, startResponse) => throw new InvalidOperationException("on purpose"));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(Request);

        (await connection.ReceiveHeadAsync()).Status.ShouldBe(500);
    }

    [Fact]
    public async Task The_client_is_not_told_to_go_on_before_the_app_reads()
    {
        await using var host = await GatewayHost.StartAsync(Greet);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(Request);

        // What the app sends before it reads comes first: had anything read ahead of the app, 100 Continue would have.
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(200);
        (await connection.ReceiveChunkAsync()).ShouldBe("greeting");

        static IEnumerable<ReadOnlyMemory<byte>> Greet(Environ environ, StartResponse startResponse)
        {
            startResponse("200 OK", []);
            yield return Blocks.Of("greeting");
            environ.RequestAborted.WaitHandle.WaitOne(TestRun.Patience);
        }
    }
}
