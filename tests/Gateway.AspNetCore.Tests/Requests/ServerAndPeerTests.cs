using System.Globalization;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

/// <summary>SERVER_* and REMOTE_*: where the request arrived, and from whom.</summary>
public sealed class ServerAndPeerTests
{
    [Theory]
    [InlineData("example.org", "example.org")]
    [InlineData("example.org:8080", "example.org")]
    [InlineData("[::1]:5099", "[::1]")]
    [InlineData("192.0.2.1:1", "192.0.2.1")]
    [InlineData("", "127.0.0.1")]
    public async Task The_server_name_is_the_host_the_client_asked_for(string host, string expected)
    {
        var environ = await Observed.AsSentAsync("GET / HTTP/1.1", $"Host: {host}", "", "");

        environ["SERVER_NAME"].ShouldBe(expected);
    }

    [Fact]
    public async Task Http_1_0_without_host_has_the_local_address()
    {
        var environ = await Observed.AsSentAsync("GET / HTTP/1.0", "", "");

        environ["SERVER_NAME"].ShouldBe("127.0.0.1");
        environ["SERVER_PROTOCOL"].ShouldBe("HTTP/1.0");
        environ.GetValueOrDefault("HTTP_HOST", "").ShouldBe("");
    }

    [Fact]
    public async Task Ports_and_addresses_are_those_of_the_connection()
    {
        var answer = new Answer<Dictionary<string, object?>>();
        await using var host = await GatewayHost.StartAsync(Observed.Recording(answer));
        await using var connection = await host.ConnectAsync();

        await connection.GetAsync("/", "X-Forwarded-Port: 1");

        var environ = await answer.GetAsync();
        environ["SERVER_PORT"].ShouldBe(host.Port.ToString(CultureInfo.InvariantCulture));
        environ["REMOTE_ADDR"].ShouldBe("127.0.0.1");
        environ["REMOTE_PORT"].ShouldBe(connection.LocalEndPoint.Port.ToString(CultureInfo.InvariantCulture));
        environ["SERVER_PROTOCOL"].ShouldBe("HTTP/1.1");
        environ["wsgi.url_scheme"].ShouldBe("http");
    }

    [Fact]
    public async Task A_unix_socket_has_no_peer_and_the_default_port()
    {
        var answer = new Answer<Dictionary<string, object?>>();
        await using var host = await GatewayHost.StartAsync(Observed.Recording(answer), setup => setup.UnixSocket = true);
        await using var connection = await host.ConnectUnixAsync();

        await connection.SendAsync("GET / HTTP/1.0", "", "");
        (await connection.ReceiveResponseAsync()).Status.ShouldBe(200);

        var environ = await answer.GetAsync();
        environ.ShouldNotContainKey("REMOTE_ADDR");
        environ.ShouldNotContainKey("REMOTE_PORT");
        environ["SERVER_PORT"].ShouldBe("80");
        environ["SERVER_NAME"].ShouldBeOfType<string>().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1", "X-A: 1")]
    [InlineData("GET / HTTP/1.1", "Host: a", "Host: b")]
    [InlineData("GET / HTTP/1.1", "Host: a b")]
    [InlineData("GET http://b/ HTTP/1.1", "Host: a")]
    public async Task A_missing_doubled_or_malformed_host_never_reaches_the_app(params string[] request)
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync([.. request, "", ""]);

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Nobody_is_logged_in_unless_something_in_front_says_so()
    {
        var environ = await Observed.WithHeadersAsync("Remote-User: root", "Authorization: Basic cm9vdDp4");

        environ.ShouldNotContainKey("REMOTE_USER");
        environ.ShouldNotContainKey("AUTH_TYPE");
        environ.ShouldNotContainKey("gateway.user");
    }

    [Theory]
    [InlineData("[1.1]")]
    [InlineData("[:::::]")]
    [InlineData("[127.0.0.1]")]
    public async Task Brackets_without_an_IPv6_address_are_refused(string name)
    {
        await using var host = await GatewayHost.StartAsync(Faults.Uncalled.App);
        await using var connection = await host.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1", $"Host: {name}", "", "");

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
    }
}
