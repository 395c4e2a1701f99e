using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Cgi.Tests.Proxies;

/// <summary>An app on Kestrel at a Unix socket with forwarded headers, behind a real web server.</summary>
public abstract class ProxyTests
{
    private static readonly (string, string)[] Plain = [("Content-Type", "text/plain; charset=utf-8")];

    private protected abstract Task<SocketSite> StartAsync(GatewayApp app);

    [RequiringTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_environ_tells_of_the_client_and_not_of_the_proxy(bool tls)
    {
        await using var site = await StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", Plain);
            return Body.Text(
                $"{environ.RemoteAddr} {environ.UrlScheme} {environ.Header("Host")} "
                    + $"{environ.PathInfo} {environ[EnvironKeys.RequestUri]} {environ.Url.AbsoluteUri}");
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/a%2Fb/caf%C3%A9?q=1%202");
        request.Headers.Add("X-Forwarded-For", "6.6.6.6");
        request.Headers.Add("X-Forwarded-Proto", tls ? "http" : "https");

        using var response = await (tls ? site.TlsClient : site.Client).SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK, site.Log);
        var scheme = tls ? "https" : "http";
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            $"127.0.0.1 {scheme} example.org /a%2Fb/café /a%2Fb/caf%C3%A9?q=1%202 {scheme}://example.org/a%2Fb/caf%C3%A9?q=1%202");
    }

    [RequiringFact]
    public async Task A_block_arrives_before_the_next_is_produced()
    {
        var received = new TaskCompletionSource();
        IEnumerable<ReadOnlyMemory<byte>> Blocks()
        {
            yield return "first "u8.ToArray();
            received.Task.WaitAsync(TestTimeout.Limit).GetAwaiter().GetResult();
            yield return "second"u8.ToArray();
        }

        await using var site = await StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", [.. Plain, ("X-Accel-Buffering", "no")]);
            return Blocks();
        });

        using var response = await site.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[6]).AsTask().WaitAsync(TestTimeout.Limit);
        received.SetResult();

        (await new StreamReader(body).ReadToEndAsync()).ShouldBe("second");
    }

    [RequiringTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_arrives_as_it_was_sent(bool chunked)
    {
        await using var site = await StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", Plain);
            return Body.Text(Convert.ToHexString(SHA256.HashData(environ.Input)));
        });
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/") { Content = new ByteArrayContent(bytes) };
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await site.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe(Convert.ToHexString(SHA256.HashData(bytes)));
    }

    [RequiringFact]
    public async Task A_WebSocket_goes_through()
    {
        await using var site = await StartAsync((environ, _) => environ.WebSocket!.Accept(async (socket, cancellationToken) =>
        {
            var buffer = new byte[256];
            var message = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            await socket.SendAsync(buffer.AsMemory(0, message.Count), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }));
        using var patience = new CancellationTokenSource(TestTimeout.Limit);
        using var client = new ClientWebSocket();

        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{site.Port}/"), patience.Token);
        await client.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, patience.Token);
        var echo = new byte[256];
        var received = await client.ReceiveAsync(echo, patience.Token);

        Encoding.UTF8.GetString(echo, 0, received.Count).ShouldBe("hello");
    }

    [RequiringFact]
    public async Task A_body_that_goes_on_learns_that_the_client_has_gone()
    {
        var gone = new TaskCompletionSource();
        IEnumerable<ReadOnlyMemory<byte>> Endlessly()
        {
            var block = new byte[1000];
            while (true)
                yield return block;
        }

        await using var site = await StartAsync((environ, startResponse) =>
        {
            environ.RequestAborted.Register(gone.SetResult);
            startResponse("200 OK", [.. Plain, ("X-Accel-Buffering", "no")]);
            return Endlessly();
        });

        using (var response = await site.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK, site.Log);
            gone.Task.IsCompleted.ShouldBeFalse();
        }

        await gone.Task.WaitAsync(TestTimeout.Limit);
    }

    [RequiringFact]
    public async Task A_failure_after_the_head_is_seen_by_the_client()
    {
        IEnumerable<ReadOnlyMemory<byte>> Failing()
        {
            yield return "first "u8.ToArray();
            throw new InvalidOperationException("on purpose");
        }

        await using var site = await StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", [.. Plain, ("X-Accel-Buffering", "no")]);
            return Failing();
        });

        using var response = await site.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);

        await Should.ThrowAsync<HttpRequestException>(response.Content.ReadAsStringAsync());
    }
}
