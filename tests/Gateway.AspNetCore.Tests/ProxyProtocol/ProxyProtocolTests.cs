using System.Net;
using Gateway.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.AspNetCore.Tests.ProxyProtocol;

/// <summary>A load balancer tells the client's address before the first byte of HTTP, and nobody else can.</summary>
public sealed class ProxyProtocolTests
{
    private const string Header = "PROXY TCP4 192.0.2.1 198.51.100.7 56324 443\r\n";
    private const string Get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8")];
    private static readonly IPNetwork[] Elsewhere = [IPNetwork.Parse("10.0.0.0/8")];

    [Fact]
    public async Task The_address_of_the_header_is_that_of_every_request_of_its_connection()
    {
        await using var proxied = await ProxiedHost.StartAsync(Loopback);
        await using var connection = await proxied.ConnectAsync();

        await connection.SendAsync(Header + Get);
        (await connection.ReceiveResponseAsync()).Text.ShouldBe("192.0.2.1:56324 at port 443");
        await connection.SendAsync(Get);
        (await connection.ReceiveResponseAsync()).Text.ShouldBe("192.0.2.1:56324 at port 443");
    }

    [Fact]
    public async Task A_header_that_arrives_in_pieces_is_read()
    {
        await using var proxied = await ProxiedHost.StartAsync(Loopback);
        await using var connection = await proxied.ConnectAsync();

        foreach (var character in Header + Get)
            await connection.SendAsync(character.ToString());

        (await connection.ReceiveResponseAsync()).Text.ShouldBe("192.0.2.1:56324 at port 443");
    }

    [Fact]
    public async Task The_header_comes_before_TLS()
    {
        await using var proxied = await ProxiedHost.StartAsync(Loopback, tls: true);

        await using var connection = await RawConnection.OpenTlsAsync(proxied.EndPoint, certificate: null, before: Header);

        await connection.SendAsync(Get);
        (await connection.ReceiveResponseAsync()).Text.ShouldBe("192.0.2.1:56324 at port 443");
    }

    [Fact]
    public async Task A_connection_of_the_proxy_itself_keeps_its_own_address()
    {
        await using var proxied = await ProxiedHost.StartAsync(Loopback);
        await using var connection = await proxied.ConnectAsync();

        await connection.SendAsync("PROXY UNKNOWN\r\n" + Get);

        (await connection.ReceiveResponseAsync()).Text.ShouldStartWith("127.0.0.1:");
    }

    // The spoofing that every description of the protocol warns of: a client that is not a proxy sends a header.
    [Fact]
    public async Task A_header_from_a_peer_that_is_not_trusted_is_a_bad_request()
    {
        await using var proxied = await ProxiedHost.StartAsync(Elsewhere);
        await using var connection = await proxied.ConnectAsync();

        await connection.SendAsync(Header + Get);

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
        proxied.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_peer_that_is_not_trusted_is_served_under_its_own_address()
    {
        await using var proxied = await ProxiedHost.StartAsync(Elsewhere);
        await using var connection = await proxied.ConnectAsync();

        await connection.SendAsync(Get);

        (await connection.ReceiveResponseAsync()).Text.ShouldStartWith("127.0.0.1:");
    }

    // ntirpc #301: a header at any later point of the stream changed the address.
    [Fact]
    public async Task A_second_header_is_part_of_HTTP_and_a_bad_request()
    {
        await using var proxied = await ProxiedHost.StartAsync(Loopback);
        await using var connection = await proxied.ConnectAsync();

        await connection.SendAsync(Header + "PROXY TCP4 203.0.113.9 198.51.100.7 1 443\r\n" + Get);

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
        proxied.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_header_between_two_requests_is_a_bad_request()
    {
        await using var proxied = await ProxiedHost.StartAsync(Loopback);
        await using var connection = await proxied.ConnectAsync();

        await connection.SendAsync(Header + Get);
        (await connection.ReceiveResponseAsync()).Status.ShouldBe(200);
        await connection.SendAsync("PROXY TCP4 203.0.113.9 198.51.100.7 1 443\r\n" + Get);

        (await connection.ReceiveResponseAsync()).Status.ShouldBe(400);
        proxied.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_trusted_peer_without_a_header_is_cut_off()
    {
        await using var proxied = await ProxiedHost.StartAsync(Loopback);
        await using var connection = await proxied.ConnectAsync();

        await connection.SendAsync(Get);

        (await connection.ReceiveToEndAsync()).Bytes.ShouldBeEmpty();
        var record = await proxied.Host.Log.WaitForAsync(record => record.EventId.Id == 17);
        record.Message.ShouldContain("it does not begin with a PROXY header");
        proxied.Calls.ShouldBe(0);
    }

    // CVE-2021-23409: a peer that connects and sends nothing held its connection, and others, for ever.
    [Theory]
    [InlineData("")]
    [InlineData("PROXY TCP4 192.0.2.1 ")]
    public async Task A_peer_that_does_not_send_its_header_in_time_is_cut_off(string beginning)
    {
        var time = new ManualTime();
        await using var proxied = await ProxiedHost.StartAsync(Loopback, time: time);
        await using var silent = await proxied.ConnectAsync();
        await silent.SendAsync(beginning);

        await using var other = await proxied.ConnectAsync();
        await other.SendAsync(Header + Get);
        (await other.ReceiveResponseAsync()).Status.ShouldBe(200, "Nobody waits for the silent peer.");

        var ended = silent.ReceiveToEndAsync();
        while (!ended.IsCompleted)
        {
            time.Strike();
            await Task.Yield();
        }

        (await ended).Bytes.ShouldBeEmpty();
        (await proxied.Host.Log.WaitForAsync(record => record.EventId.Id == 17)).Message.ShouldContain("did not come within 00:00:05");
    }

    [Fact]
    public async Task A_peer_that_leaves_without_a_header_is_not_worth_a_line_in_the_log()
    {
        await using var proxied = await ProxiedHost.StartAsync(Loopback);

        await using (await proxied.ConnectAsync())
        {
            // Connects and goes, as a health check on TCP does.
        }

        await proxied.Host.StopAsync();
        proxied.Host.Log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_peer_is_trusted_where_no_network_is_named()
    {
        await using var proxied = await ProxiedHost.StartAsync(trusted: null);
        await using var connection = await proxied.ConnectAsync();

        await connection.SendAsync(Header + Get);

        (await connection.ReceiveResponseAsync()).Text.ShouldStartWith("192.0.2.1:");
    }

    [Fact]
    public void An_empty_list_of_networks_and_a_timeout_of_zero_are_refused()
    {
        Should.Throw<ArgumentException>(() => new KestrelServerOptions().ListenAnyIP(0, listen => listen.UseProxyProtocol([])));
        Should.Throw<ArgumentOutOfRangeException>(
            () => new KestrelServerOptions().ListenAnyIP(0, listen => listen.UseProxyProtocol(null, TimeSpan.Zero)));
    }

    /// <summary>A host with one more endpoint, which reads PROXY headers.</summary>
    private sealed class ProxiedHost : IAsyncDisposable
    {
        private int _calls;
        private ListenOptions? _listen;

        public GatewayHost Host { get; private set; } = null!;

        public int Calls => Volatile.Read(ref _calls);

        public IPEndPoint EndPoint => _listen!.IPEndPoint!;

        public static async Task<ProxiedHost> StartAsync(IPNetwork[]? trusted, bool tls = false, ManualTime? time = null)
        {
            var proxied = new ProxiedHost();
            proxied.Host = await GatewayHost.StartPipelineAsync(
                server => server.UseGatewayApp(proxied.TellAddress),
                setup =>
                {
                    setup.Services = services =>
                    {
                        if (time is not null)
                            services.AddSingleton<TimeProvider>(time);
                    };
                    setup.Kestrel = kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
                    {
                        proxied._listen = listen;
                        listen.UseProxyProtocol(trusted);
                        if (tls)
                            listen.UseHttps(TestCertificate.Server);
                    });
                });
            return proxied;
        }

        public Task<RawConnection> ConnectAsync() => RawConnection.OpenAsync(EndPoint);

        public ValueTask DisposeAsync() => Host.DisposeAsync();

        private Body TellAddress(Environ environ, StartResponse startResponse)
        {
            Interlocked.Increment(ref _calls);
            startResponse("200 OK", []);
            return Body.Text($"{environ.RemoteAddr}:{environ[EnvironKeys.RemotePort]} at port {environ.ServerPort}");
        }
    }
}
