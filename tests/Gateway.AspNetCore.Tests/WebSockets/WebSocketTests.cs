using System.Net.WebSockets;
using System.Text;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.WebSockets;

/// <summary>wsgi.websocket over HTTP/1.1's upgrade and over HTTP/2's extended CONNECT: the same app, the same behaviour.</summary>
public sealed class WebSocketTests
{
    public static TheoryData<AppShape, bool> EverywhereInBothShapes => new()
    {
        { AppShape.Sync, false }, { AppShape.Async, false }, { AppShape.Sync, true }, { AppShape.Async, true },
    };

    [Theory]
    [MemberData(nameof(EverywhereInBothShapes))]
    public async Task Messages_go_both_ways(AppShape shape, bool http2)
    {
        await using var host = await StartAsync(shape, WebSocketApps.Echo);
        using var socket = await ConnectAsync(host, http2);

        await SendAsync(socket, "hello");
        (await ReceiveAsync(socket)).ShouldBe("hello");
        await SendAsync(socket, "again");
        (await ReceiveAsync(socket)).ShouldBe("again");

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None).WaitAsync(TestRun.Patience);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(EverywhereInBothShapes))]
    public async Task A_handler_that_returns_closes_the_socket_normally(AppShape shape, bool http2)
    {
        await using var host = await StartAsync(shape, WebSocketApps.SaysGoodbye);
        using var socket = await ConnectAsync(host, http2);

        (await ReceiveAsync(socket)).ShouldBe("goodbye");
        (await ReceiveAsync(socket)).ShouldBeNull();

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(EverywhereInBothShapes))]
    public async Task A_sub_protocol_is_selected_only_if_the_app_selects_it(AppShape shape, bool http2)
    {
        await using var host = await StartAsync(shape, (environ, _) =>
        {
            environ.WebSocket!.RequestedSubProtocols.ShouldBe(["chat.v1", "chat.v2"]);
            return environ.WebSocket.Accept(WebSocketApps.EchoAsync, environ.PathInfo == "/select" ? "chat.v2" : null);
        });

        using var selected = await ConnectAsync(host, http2, "/select", "chat.v1", "chat.v2");
        using var unselected = await ConnectAsync(host, http2, "/none", "chat.v1", "chat.v2");

        selected.SubProtocol.ShouldBe("chat.v2");
        unselected.SubProtocol.ShouldBeNull();
    }

    [Theory]
    [InlineData("not-offered")]
    [InlineData("evil\r\nX-Evil: 1")]
    public async Task A_sub_protocol_the_client_did_not_offer_is_an_error(string subProtocol)
    {
        await using var host = await StartAsync(
            AppShape.Sync, (environ, _) => environ.WebSocket!.Accept(WebSocketApps.EchoAsync, subProtocol));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync([.. RawUpgrade.Request("/"), "Sec-WebSocket-Protocol: chat", "", ""]);

        var response = await connection.ReceiveResponseAsync();
        response.Status.ShouldBe(500);
        response.Has("X-Evil").ShouldBeFalse();
        (await host.Log.WaitForErrorAsync()).Exception.ShouldBeOfType<GatewayContractException>();
    }

    [Theory]
    [MemberData(nameof(EverywhereInBothShapes))]
    public async Task Refusing_is_an_ordinary_response(AppShape shape, bool http2)
    {
        await using var host = await StartAsync(shape, WebSocketApps.Refuses);

        var error = await Should.ThrowAsync<WebSocketException>(async () => await ConnectAsync(host, http2));

        error.ToString().ShouldContain("403");
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(EverywhereInBothShapes))]
    public async Task Middleware_can_still_refuse_what_the_app_accepted(AppShape shape, bool http2)
    {
        GatewayApp guarded = (environ, startResponse) =>
        {
            WebSocketApps.Echo(environ, startResponse);
            return WebSocketApps.Refuses(environ, startResponse);
        };
        await using var host = await StartAsync(shape, guarded);

        var error = await Should.ThrowAsync<WebSocketException>(async () => await ConnectAsync(host, http2));

        error.ToString().ShouldContain("403");
    }

    [Theory]
    [MemberData(nameof(EverywhereInBothShapes))]
    public async Task A_peer_that_leaves_without_closing_is_not_an_error(AppShape shape, bool http2)
    {
        var ended = new Signal();
        await using var host = await StartAsync(shape, (environ, _) => environ.WebSocket!.Accept(async (socket, aborted) =>
        {
            try
            {
                await WebSocketApps.EchoAsync(socket, aborted);
            }
            finally
            {
                ended.Set();
            }
        }));
        var client = await ConnectAsync(host, http2);
        await SendAsync(client, "hello");
        (await ReceiveAsync(client)).ShouldBe("hello");

        client.Abort();

        await ended.WaitAsync();
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(EverywhereInBothShapes))]
    public async Task A_handler_that_fails_is_an_error_and_not_a_normal_close(AppShape shape, bool http2)
    {
        await using var host = await StartAsync(shape, WebSocketApps.Fails);
        using var socket = await ConnectAsync(host, http2);

        try
        {
            (await ReceiveAsync(socket)).ShouldBeNull();
            socket.CloseStatus.ShouldNotBe(WebSocketCloseStatus.NormalClosure);
        }
        catch (WebSocketException)
        {
            // The connection was dropped: as visible as a close with an error.
        }

        (await host.Log.WaitForErrorAsync()).Exception!.Message.ShouldBe("on purpose");
        await host.StopAsync();
        host.Log.Errors.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(EverywhereInBothShapes))]
    public async Task Response_finished_is_told_when_the_conversation_has_ended(AppShape shape, bool http2)
    {
        var (answer, handlerEnded) = (new Answer<(bool, Exception?)>(), new Signal());
        await using var host = await StartAsync(shape, (environ, _) =>
        {
            ((ICollection<Func<Environ, string?, Exception?, ValueTask>>)environ["gateway.response_finished"]!).Add((_, _, error) =>
            {
                answer.Set((handlerEnded.IsSet, error));
                return ValueTask.CompletedTask;
            });
            return environ.WebSocket!.Accept((_, _) =>
            {
                handlerEnded.Set();
                return Task.CompletedTask;
            });
        });
        using var socket = await ConnectAsync(host, http2);

        (await ReceiveAsync(socket)).ShouldBeNull();
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        (await answer.GetAsync()).ShouldBe((true, null));
    }

    private static Task<GatewayHost> StartAsync(AppShape shape, GatewayApp app) =>
        GatewayHost.StartAsync(shape, app, setup => setup.Http2 = true);

    private static async Task<ClientWebSocket> ConnectAsync(GatewayHost host, bool http2, string path = "/", params string[] subProtocols)
    {
        void Offer(ClientWebSocketOptions options)
        {
            foreach (var subProtocol in subProtocols)
                options.AddSubProtocol(subProtocol);
        }

        if (http2)
            return await host.ConnectHttp2().ConnectWebSocketAsync(path, Offer);

        var socket = new ClientWebSocket();
        Offer(socket.Options);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.Port}{path}"), CancellationToken.None).WaitAsync(TestRun.Patience);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None)
            .WaitAsync(TestRun.Patience);

    /// <summary>The next message, or null for the close.</summary>
    private static async Task<string?> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1000];
        var message = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(TestRun.Patience);
        return message.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, message.Count);
    }
}
