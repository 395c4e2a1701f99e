using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>Requests that Kestrel lets through and an app must never see, and requests that only look like them.</summary>
public sealed class RefusedRequestTests
{
    private int _calls;

    [Theory]
    [InlineData("transfer-encoding", "chunked")]
    [InlineData("keep-alive", "timeout=5")]
    [InlineData("upgrade", "websocket")]
    [InlineData("proxy-connection", "keep-alive")]
    [InlineData("connection", "close")]
    public async Task A_header_of_a_connection_is_refused_over_http_2(string name, string value)
    {
        await using var host = await GatewayHost.StartAsync(Counting, setup => setup.Http2 = true);

        (await RawHttp2.GetStatusAsync(host, (name, value))).ShouldBeOneOf(0, 400);
        (await RawHttp2.GetStatusAsync(host, ("x-a", "1"))).ShouldBe(200);
        _calls.ShouldBe(1);
    }

    [Theory]
    [InlineData("chunked, chunked")]
    [InlineData("chunked,chunked,")]
    public async Task A_body_that_is_chunked_twice_is_refused(string codings)
    {
        await using var host = await GatewayHost.StartAsync(Counting);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", $"Transfer-Encoding: {codings}", "", "0", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
        _calls.ShouldBe(0);
    }

    [Theory]
    [InlineData(", chunked")]
    [InlineData("chunked,")]
    [InlineData(" , chunked , ")]
    public async Task Empty_elements_of_a_transfer_coding_list_never_change_how_a_body_is_read(string codings)
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            using var reader = new StreamReader(environ.Input);
            var text = reader.ReadToEnd();
            startResponse("200 OK", []);
            return Body.Text(text);
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", $"Transfer-Encoding: {codings}", "", "5", "hello", "0", "", "");

        var response = await connection.ReceiveResponseAsync();
        response.Status.ShouldBeOneOf(200, 400);
        if (response.Status == 200)
            response.Text.ShouldBe("hello");
    }

    [Theory]
    [InlineData("a:99999")]
    [InlineData("a:65536")]
    [InlineData("[::1]:70000")]
    [InlineData("[1.2.3.4]")]
    public async Task A_host_that_is_not_valid_is_refused(string authority)
    {
        await using var host = await GatewayHost.StartAsync(Counting);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", $"Host: {authority}", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
        _calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("wss", "https")]
    [InlineData("ws", "http")]
    [InlineData("WSS", "https")]
    [InlineData("https", "https")]
    [InlineData("gopher", "http")]
    public async Task The_scheme_is_http_or_https_whatever_a_forwarding_header_says(string forwarded, string scheme)
    {
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) =>
            {
                startResponse("200 OK", []);
                return Body.Text($"{environ.UrlScheme} {environ.ContainsKey("HTTPS")} {environ.Count > 0}");
            },
            setup => setup.InFront = application =>
                application.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedProto }));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/", $"X-Forwarded-Proto: {forwarded}");

        response.Text.ShouldBe($"{scheme} {scheme == "https"} True");
    }

    [Theory, BothShapes]
    public async Task A_fault_of_the_request_found_by_the_app_gets_its_status_and_no_error_in_the_log(AppShape shape)
    {
        await using var host = await GatewayHost.StartAsync(
            shape, (_, _) => throw new RequestException("The part is too large.", 413, null));
        await using var connection = await host.ConnectAsync();

        var response = await connection.GetAsync("/");

        response.Status.ShouldBe(413);
        response.Text.ShouldContain("The part is too large.");
        await connection.ShouldStillServeAsync();
        await host.StopAsync();
        host.Log.Warnings.ShouldBeEmpty();
    }

    private IEnumerable<ReadOnlyMemory<byte>> Counting(Environ environ, StartResponse startResponse)
    {
        Interlocked.Increment(ref _calls);
        startResponse("200 OK", []);
        return Body.Text("seen");
    }
}
