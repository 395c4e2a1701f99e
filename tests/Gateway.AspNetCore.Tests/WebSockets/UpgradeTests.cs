using System.Net;
using System.Text;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.AspNetCore.Tests.WebSockets;

/// <summary>The edges of the upgrade.</summary>
public sealed class UpgradeTests
{
    [Theory, BothShapes]
    public async Task Bytes_sent_right_behind_the_request_are_not_lost(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, WebSocketApps.Echo);
        await using var connection = await host.ConnectAsync();

        var request = Encoding.ASCII.GetBytes(string.Join("\r\n", [.. RawUpgrade.Request("/"), "", ""]));
        await connection.SendBytesAsync((byte[])[.. request, .. RawUpgrade.Hi]);

        var head = await connection.ReceiveHeadAsync();
        head.Status.ShouldBe(101);
        head.Header("Sec-WebSocket-Accept").ShouldBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        head.Has("Sec-WebSocket-Protocol").ShouldBeFalse();
        var (frame, _) = await connection.ReceiveUpToAsync(4);
        frame.ShouldBe([0x81, 0x02, (byte)'h', (byte)'i']);
    }

    [Theory, BothShapes]
    public async Task The_frameworks_own_websockets_in_front_do_no_harm(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(
            shape, WebSocketApps.Echo, setup => setup.InFront = application => application.UseWebSockets());
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync([.. RawUpgrade.Request("/"), "", ""]);
        (await connection.ReceiveHeadAsync()).Status.ShouldBe(101);
        await connection.SendBytesAsync(RawUpgrade.Hi);
        (await connection.ReceiveUpToAsync(4)).Bytes.ShouldBe([0x81, 0x02, (byte)'h', (byte)'i']);
    }

    [Theory, BothShapes]
    public async Task An_app_without_websockets_responds_to_an_upgrade_as_usual(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, WebSocketApps.KnowsNothingOfThem);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync([.. RawUpgrade.Request("/"), "", ""]);

        var response = await connection.ReceiveResponseAsync();
        response.Status.ShouldBe(200);
        response.Text.ShouldBe("asked for a socket");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__")]
    [InlineData("GET / HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket")]
    [InlineData("GET / HTTP/1.1", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")]
    [InlineData("POST / HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Content-Length: 0")]
    public async Task An_improper_upgrade_is_an_ordinary_request(params string[] request)
    {
        await using var host = await GatewayHost.StartAsync(WebSocketApps.KnowsNothingOfThem);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync([request[0], "Host: a", .. request[1..], "", ""]);

        var response = await connection.ReceiveResponseAsync();
        response.Status.ShouldBe(200);
        response.Text.ShouldBe("asked for a page");
    }

    [Fact]
    public async Task Over_http_2_an_app_without_websockets_opens_no_tunnel()
    {
        await using var host = await GatewayHost.StartAsync(WebSocketApps.KnowsNothingOfThem, setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        // A 2xx would be taken for an accepted WebSocket (RFC 8441, 5).
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(async () => await client.ConnectWebSocketAsync("/"));
        await client.ShouldStillServeAsync();
    }

    [Fact]
    public async Task An_ordinary_http_2_request_asks_for_no_socket()
    {
        await using var host = await GatewayHost.StartAsync(WebSocketApps.KnowsNothingOfThem, setup => setup.Http2 = true);
        using var client = host.ConnectHttp2();

        using var response = await client.SendAsync("/");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("asked for a page");
    }

    [Theory, BothShapes]
    public async Task Accepting_after_start_response_is_an_error(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(shape, (environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return WebSocketApps.Echo(environ, startResponse);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync([.. RawUpgrade.Request("/"), "", ""]);

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(500);
        (await host.Log.WaitForErrorAsync()).Exception.ShouldBeOfType<GatewayContractException>();
    }
}
