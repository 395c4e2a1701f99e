using System.Net.WebSockets;
using System.Text;

namespace Gateway.Testing.Conformance.Cases;

/// <summary>The contract's additions to PEP 3333: response_finished, trailers, WebSockets.</summary>
internal static class ExtensionCases
{
    public static void AddTo(CaseList list)
    {
        list.Add("finished-order", "X-11",
            "Callbacks of gateway.response_finished run in reverse order, with the status, whatever one of them does", scenario =>
        {
            var (runs, done) = (new List<string>(), new Signal());
            scenario.App = (environ, startResponse) =>
            {
                ClientCases.Finished(environ).Add((_, status, error) => Run("first", status, error, done.Set));
                ClientCases.Finished(environ).Add((_, _, _) => throw new DeliberateException());
                ClientCases.Finished(environ).Add((seen, status, error) => Run("last " + seen.PathInfo, status, error, () => { }));
                startResponse("201 Created", Blocks.Plain);
                return Blocks.Lazily("x");
            };
            scenario.Until = done.Task;
            scenario.Check(response =>
            {
                Expect.Text(201, "x", response);
                Expect.Sequence(["last / 201 Created ", "first 201 Created "], runs, "callbacks");
            });

            ValueTask Run(string name, string? status, Exception? error, Action then)
            {
                runs.Add($"{name} {status} {error?.GetType().Name}");
                then();
                return default;
            }
        });

        list.Add("finished-failed", "X-11 W-111", HostCapabilities.FailureCompletion, "Callbacks are told what went wrong", scenario =>
        {
            var done = new Signal();
            Exception? told = null;
            scenario.App = (environ, _) =>
            {
                ClientCases.Finished(environ).Add((_, _, error) =>
                {
                    told = error;
                    done.Set();
                    return default;
                });
                throw new DeliberateException();
            };
            scenario.Until = done.Task;
            scenario.Check(_ => Expect.That(told is DeliberateException, "the callback is given the app's exception"));
        });

        list.Add("trailers-absent-or-checked", "X-12 D59",
            "Where there are trailers, they pass the validator; else the key is absent", scenario => scenario.Observe(environ =>
        {
            if (!environ.TryGetValue(EnvironKeys.Trailers, out var value))
                return;
            var trailers = (ResponseTrailers)value!;
            Expect.Throws<GatewayContractException>(() => trailers.Append("X-A", "a\r\nX-Evil: 1"), "a line end in a trailer");
            Expect.Throws<GatewayContractException>(() => trailers.Append("Bad Name", "x"), "a bad name");
            foreach (var name in (string[])["Content-Length", "Transfer-Encoding", "Host", "Set-Cookie", "Authorization"])
                Expect.Throws<GatewayContractException>(() => trailers.Append(name, "1"), name);
        }));

        list.Add("trailers", "X-12", HostCapabilities.Trailers, "Trailers arrive after the body", scenario =>
        {
            scenario.App = (environ, startResponse) =>
            {
                startResponse("200 OK", Blocks.Plain);
                return WithTrailer((ResponseTrailers)environ[EnvironKeys.Trailers]!);
            };
            scenario.Check(response =>
            {
                Expect.Text(200, "body", response);
                Expect.That(
                    response.Trailers.Any(
                        trailer => trailer.Name.Equals("X-Check", StringComparison.OrdinalIgnoreCase) && trailer.Value == "done"),
                    "the trailer X-Check: done arrives");
            });
        });

        list.Add("websocket-echo", "G106 X-12", HostCapabilities.WebSocket,
            "A WebSocket is accepted by returning its body, with the sub-protocol selected", scenario =>
        {
            scenario.Exchange.SubProtocols = ["one", "two"];
            scenario.Exchange.Talk = async socket =>
            {
                await SendAsync(socket, "hello").ConfigureAwait(false);
                Expect.Equal("hello", await ReceiveAsync(socket).ConfigureAwait(false), "echo");
                Expect.Equal(null, await ReceiveAsync(socket).ConfigureAwait(false), "message after the handler returned");
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            };
            scenario.App = (environ, _) => environ.WebSocket!.Accept(EchoAsync, "two");
            scenario.Check(response =>
            {
                Expect.Equal(101, response.StatusCode, "status");
                Expect.Equal("two", response.Header("Sec-WebSocket-Protocol"), "sub-protocol");
            });
        });

        list.Add("websocket-refused", "G106 G105", HostCapabilities.WebSocket, "Refusing a WebSocket is an ordinary response", scenario =>
        {
            scenario.Exchange.Talk = _ => Task.CompletedTask;
            scenario.App = (_, startResponse) =>
            {
                startResponse("403 Forbidden", Blocks.Plain);
                return Blocks.Lazily("no");
            };
            scenario.Check(response => Expect.Equal(403, response.StatusCode, "status"));
        });

        list.Add("websocket-not-offered", "X-12 D59 W-125", HostCapabilities.WebSocket,
            "A sub-protocol that was not offered cannot be selected", scenario =>
        {
            scenario.Exchange.Talk = _ => Task.CompletedTask;
            scenario.Exchange.SubProtocols = ["one"];
            scenario.App = (environ, startResponse) =>
            {
                Expect.Throws<GatewayContractException>(() => environ.WebSocket!.Accept(EchoAsync, "other"), "Accept");
                Expect.Throws<GatewayContractException>(() => environ.WebSocket!.Accept(EchoAsync, "one\r\nX-Evil: 1"), "Accept");
                startResponse("403 Forbidden", Blocks.Plain);
                return Body.Empty;
            };
            scenario.Check(response => Expect.Equal(403, response.StatusCode, "status"));
        });

        list.Add("websocket-not-asked", "G105", "A request that asks for no WebSocket has no handshake", scenario =>
            scenario.Observe(environ => Expect.That(
                environ.WebSocket is null && !environ.ContainsKey(EnvironKeys.WebSocket), "wsgi.websocket is absent")));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> WithTrailer(ResponseTrailers trailers)
    {
        yield return Blocks.Of("body");
        trailers.Append("X-Check", "done");
    }

    private static async Task EchoAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        if (await ReceiveAsync(socket).ConfigureAwait(false) is { } text)
            await SendAsync(socket, text).ConfigureAwait(false);
    }

    private static async Task SendAsync(WebSocket socket, string text) =>
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);

    private static async Task<string?> ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[256];
        var result = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false);
        return result.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
