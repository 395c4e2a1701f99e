using System.Text;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

public sealed class HeaderValueTests
{
    [Fact]
    public async Task Repeats_are_joined_with_a_comma_in_their_order()
    {
        var environ = await Observed.WithHeadersAsync("X-A: 1", "X-B: x", "X-A: 2", "Accept: text/html", "Accept: */*");

        environ["HTTP_X_A"].ShouldBe("1,2");
        environ["HTTP_ACCEPT"].ShouldBe("text/html,*/*");
    }

    [Fact]
    public async Task Cookies_are_joined_with_a_semicolon()
    {
        var environ = await Observed.WithHeadersAsync("Cookie: a=1", "Cookie: b=2");

        environ["HTTP_COOKIE"].ShouldBe("a=1; b=2");
        environ.ShouldNotContainKey("COOKIE");
    }

    [Fact]
    public async Task Two_different_content_types_are_refused()
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(
            "POST / HTTP/1.1", "Host: a", "Content-Type: text/a", "Content-Type: text/b", "Content-Length: 0", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Utf_8_arrives_as_unicode()
    {
        var environ = await Observed.WithHeadersAsync("X-Name: café €");

        environ["HTTP_X_NAME"].ShouldBe("café €");
    }

    [Fact]
    public async Task Bytes_that_are_not_utf_8_are_refused()
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        await connection.SendBytesAsync(Encoding.Latin1.GetBytes("GET / HTTP/1.1\r\nHost: a\r\nX-Name: caf\u00e9\r\n\r\n"));

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("Transfer-Encoding: gzip, chunked", 501)]
    [InlineData("Expect: 200-ok", 417)]
    public async Task An_unsupported_expectation_or_coding_is_refused(string header, int status)
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", header, "", "0", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(status);
        await host.StopAsync();
        host.Log.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_value_arrives_whole()
    {
        var value = new string('v', 5000);

        var environ = await Observed.WithHeadersAsync("X-Long: " + value);

        environ["HTTP_X_LONG"].ShouldBe(value);
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x07)]
    [InlineData(0x1b)]
    [InlineData(0x7f)]
    public async Task A_control_character_is_refused(byte control)
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        await connection.SendBytesAsync(Encoding.Latin1.GetBytes($"GET / HTTP/1.1\r\nHost: a\r\nX-A: x{(char)control}y\r\n\r\n"));

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
    }

    // Requests with none but these headers are looked at in a quicker way.
    [Theory]
    [InlineData("GET / HTTP/1.1", "User-Agent: x\u0001y")]
    [InlineData("GET / HTTP/1.1", "Accept: x\u007fy")]
    [InlineData("GET / HTTP/1.1", "User-Agent: a", "Accept: x\u001by")]
    [InlineData("GET / HTTP/1.1", "Accept: a", "Accept: x\u001by")]
    [InlineData("POST / HTTP/1.1", "Content-Type: x\u0007y", "Content-Length: 0")]
    [InlineData("GET /#a HTTP/1.1", "User-Agent: a")]
    [InlineData("GET /a\u0001 HTTP/1.1", "User-Agent: a")]
    public async Task A_control_character_in_a_usual_request_is_refused(string line, params string[] headers)
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        await connection.SendBytesAsync(Encoding.Latin1.GetBytes($"{line}\r\nHost: a\r\n{string.Join("\r\n", headers)}\r\n\r\n"));

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_host_in_brackets_that_is_not_an_address_is_refused()
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", "Host: [abc]", "User-Agent: a", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("User-Agent: a", "Accept: */*")]
    [InlineData("Accept: */*", "Content-Type: text/plain", "Content-Length: 0")]
    [InlineData("User-Agent: a\tb", "Accept: caf\u00c3\u00a9")]
    [InlineData("User-Agent:", "Accept:")]
    public async Task A_request_like_most_others_reaches_the_app_whole(params string[] headers)
    {
        var environ = await Observed.WithHeadersAsync(headers);

        foreach (var header in headers.Where(header => !header.StartsWith("Content-", StringComparison.Ordinal)))
        {
            var (name, value) = (header.Split(':')[0], header.Split(':')[1].Trim());
            environ[EnvironKeys.ForHeader(name)!].ShouldBe(value);
        }
    }

    [Fact]
    public async Task Transfer_encoding_beside_content_length_leaves_no_length_at_all()
    {
        var answer = new Answer<Dictionary<string, object?>>();
        await using var host = await GatewayHost.StartAsync(Observed.Recording(answer));
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync(
            "POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "Content-Length: 3", "", "5", "abcde", "0", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(200);
        var environ = await answer.GetAsync();
        environ.ShouldNotContainKey("CONTENT_LENGTH");
        environ.ShouldNotContainKey("HTTP_CONTENT_LENGTH");
        environ.ShouldNotContainKey("HTTP_X_CONTENT_LENGTH");

        // A request framed twice may be an attempt at smuggling: nothing that follows on this connection is believed.
        (await connection.ReceiveToEndAsync()).Bytes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Transfer_encoding_beside_two_kinds_of_length_harms_nobody_else()
    {
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using (var connection = await host.ConnectAsync())
        {
            await connection.SendAsync(
                "POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "Content-Length: 3", "X-Content-Length: 7", "", "0", "", "");
            await connection.ReceiveToEndAsync();
        }

        await using var another = await host.ConnectAsync();
        await another.ShouldStillServeAsync();
    }

    [Fact]
    public async Task Trailers_of_the_request_never_become_entries()
    {
        Dictionary<string, object?>? entries = null;
        await using var host = await GatewayHost.StartAsync((environ, startResponse) =>
        {
            environ.Input.CopyTo(Stream.Null);
            entries = new Dictionary<string, object?>(environ);
            startResponse("200 OK", []);
            return Body.Empty;
        });
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked", "", "3", "abc", "0", "X-Forwarded-For: evil",
            "Content-Length: 9", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(200);
        entries!.ShouldNotContainKey("HTTP_X_FORWARDED_FOR");
        entries!.ShouldNotContainKey("CONTENT_LENGTH");
        await connection.ShouldStillServeAsync();
    }
}
