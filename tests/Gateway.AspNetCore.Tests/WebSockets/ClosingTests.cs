using System.Net.WebSockets;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.WebSockets;

/// <summary>How a WebSocket ends where one side fails, misbehaves or goes away (RFC 6455, 7).</summary>
public sealed class ClosingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_stops_says_so_at_once_and_then_ends(bool http2)
    {
        await using var host = await GatewayHost.StartAsync(AppShape.Async, WebSocketApps.Echo, setup => setup.Http2 = http2);
        using var client = http2 ? host.ConnectHttp2() : null;
        using var socket = client is null ? await ConnectAsync(host) : await client.ConnectWebSocketAsync("/");

        host.BeginToStop();
        var result = await socket.ReceiveAsync(new byte[10], CancellationToken.None).WaitAsync(TestRun.Patience);

        result.MessageType.ShouldBe(WebSocketMessageType.Close);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_handler_that_fails_closes_with_an_internal_error_and_is_logged_once()
    {
        await using var host = await GatewayHost.StartAsync(
            AppShape.Async, (environ, _) => environ.WebSocket!.Accept((_, _) => throw new InvalidOperationException("thrown on purpose")));
        using var socket = await ConnectAsync(host);

        var result = await socket.ReceiveAsync(new byte[10], CancellationToken.None).WaitAsync(TestRun.Patience);

        result.CloseStatus.ShouldBe(WebSocketCloseStatus.InternalServerError);
        await socket.CloseOutputAsync(WebSocketCloseStatus.InternalServerError, null, CancellationToken.None);
        await host.StopAsync();
        host.Log.Errors.Count.ShouldBe(1);
    }

    // RFC 6455, 5.5.1 and 5.2: a close code is two bytes; a client masks; opcodes 3 to 7 are reserved; a control frame is whole and short;
    // 1xxx codes are registered.
    [Theory]
    [InlineData(new byte[] { 0x88, 0x81, 0, 0, 0, 0, 1 })]
    [InlineData(new byte[] { 0x81, 0x02, (byte)'h', (byte)'i', 0x81, 0x00 })]
    [InlineData(new byte[] { 0x83, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x08, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xc1, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe7 })]
    public async Task A_client_that_breaks_the_protocol_leaves_nothing_in_the_log(byte[] frame)
    {
        await using var host = await GatewayHost.StartAsync(AppShape.Async, WebSocketApps.Echo);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await using var connection = await host.ConnectAsync();
            await connection.SendAsync([.. RawUpgrade.Request("/"), "", ""]);
            (await connection.ReceiveHeadAsync()).Status.ShouldBe(101);
            await connection.SendBytesAsync(frame);
            await connection.ReceiveToEndAsync();
        }

        await host.StopAsync();
        host.Log.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("8")]
    [InlineData("12")]
    [InlineData("x")]
    public async Task A_handshake_of_another_version_gets_426_with_the_right_one(string version)
    {
        await using var host = await GatewayHost.StartAsync(WebSocketApps.Echo);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(
            "GET / HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: websocket", $"Sec-WebSocket-Version: {version}",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", "");

        var response = await connection.ReceiveResponseAsync();
        response.Status.ShouldBe(426);
        response.Header("Sec-WebSocket-Version").ShouldBe("13");
        await connection.ShouldStillServeAsync();
    }

    [Fact]
    public async Task A_handshake_over_http_1_0_is_an_ordinary_request()
    {
        await using var host = await GatewayHost.StartAsync(WebSocketApps.KnowsNothingOfThem);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(
            "GET / HTTP/1.0", "Host: a", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", "");

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("asked for a page");
    }

    private static async Task<WebSocket> ConnectAsync(GatewayHost host)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://localhost:{host.Port}/"), CancellationToken.None);
        return socket;
    }
}
