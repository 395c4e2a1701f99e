using System.Net;

namespace Gateway.Toolkit.Tests;

public class ProxyFixTests : ProxyFixTest
{
    [Theory, BothShapes]
    public async Task A_proxy_on_this_machine_is_believed_for_address_and_scheme(Shape shape)
    {
        var client = shape.Client(new ProxyFix(), Show);

        (await client.Get("/x", ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https")))
            .Text.ShouldBe("192.0.2.7: https https://localhost/x localhost:443");
        (await client.Get("/x")).Text.ShouldBe("127.0.0.1:50000 http http://localhost/x localhost:80");
    }

    [Theory]
    [InlineData("X-Forwarded-Proto", "wss", "https")]
    [InlineData("X-Forwarded-Proto", "WSS", "https")]
    [InlineData("X-Forwarded-Proto", "ws", "http")]
    [InlineData("Forwarded", "proto=wss", "https")]
    [InlineData("Forwarded", "proto=\"ws\"", "http")]
    public void The_scheme_of_a_websocket_is_that_of_its_handshake(string name, string value, string scheme)
    {
        var environ = Request("127.0.0.1", (name, value));

        Fix(environ, options => options.UseForwarded = name == "Forwarded").ShouldBeNull();

        environ.UrlScheme.ShouldBe(scheme);
        environ.ContainsKey(EnvironKeys.Https).ShouldBe(scheme == "https");
    }

    [Theory]
    [InlineData("Client-IP")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("CF-Connecting-IPv6")]
    [InlineData("Fastly-Client-IP")]
    [InlineData("Fly-Client-IP")]
    [InlineData("True-Client-IP")]
    [InlineData("X-Azure-ClientIP")]
    [InlineData("X-Cluster-Client-IP")]
    [InlineData("X-Envoy-External-Address")]
    [InlineData("X-Forwarded-Uri")]
    [InlineData("X-Host")]
    [InlineData("X-Original-Host")]
    [InlineData("X-Original-URI")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Rewrite-URL")]
    [InlineData("X-Remote-Addr")]
    public void Every_header_of_the_kind_is_taken_out_whoever_sends_it(string name)
    {
        foreach (var peer in new[] { "127.0.0.1", "198.51.100.1" })
        {
            var environ = Request(peer, (name, "192.0.2.7"));
            environ.Header(name).ShouldNotBeNull();

            Fix(environ, _ => { }).ShouldBeNull();

            environ.Header(name).ShouldBeNull();
        }
    }

    [Fact]
    public void What_an_untrusted_peer_says_is_taken_out()
    {
        var environ = Request("198.51.100.1", ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "evil"), ("Forwarded", "for=192.0.2.7"), ("X-Real-IP", "192.0.2.7"), ("X-Forwarded-Ssl", "on"));

        Fix(environ, _ => { }).ShouldBeNull();

        environ.RemoteAddr.ShouldBe("198.51.100.1");
        environ.UrlScheme.ShouldBe("http");
        environ.Keys.ShouldNotContain(key => key.Contains("FORWARDED") || key.Contains("REAL_IP"));
        environ.ContainsKey(ProxyFix.OriginalKey).ShouldBeFalse();
    }

    [Fact]
    public void What_is_not_asked_for_is_taken_out_whoever_says_it()
    {
        var environ = Request("127.0.0.1", ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Host", "evil"), ("X-Forwarded-Prefix", "/evil"),
            ("Forwarded", "host=evil"));

        Fix(environ, _ => { }).ShouldBeNull();

        environ.Header("X-Forwarded-For").ShouldBe("192.0.2.7");
        environ.Header("X-Forwarded-Host").ShouldBeNull();
        environ.Header("X-Forwarded-Prefix").ShouldBeNull();
        environ.Header("Forwarded").ShouldBeNull();
        (environ.Header("Host"), environ.ScriptName).ShouldBe(("127.0.0.1", ""));
    }

    [Theory]
    [InlineData(1, "203.0.113.9, 192.0.2.7, 10.0.0.1", "10.0.0.1")]
    [InlineData(2, "203.0.113.9, 192.0.2.7, 10.0.0.1", "192.0.2.7")]
    [InlineData(3, "203.0.113.9, 192.0.2.7, 10.0.0.1", "192.0.2.7")] // 192.0.2.7 is no proxy: what it says is its own.
    [InlineData(9, "203.0.113.9, 10.0.0.2,10.0.0.1", "203.0.113.9")]
    [InlineData(9, "10.0.0.3, 10.0.0.2, 10.0.0.1", "10.0.0.3")]
    [InlineData(9, "\"(<evil>, 192.0.2.7, 10.0.0.1", "192.0.2.7")] // What nobody vouches for is not even read.
    [InlineData(9, "unknown, 10.0.0.1", "10.0.0.1")]
    [InlineData(2, "192.0.2.7:4711", "192.0.2.7")]
    [InlineData(2, "2001:db8::1", "2001:db8::1")]
    [InlineData(2, "[2001:db8::1]:80", "2001:db8::1")]
    [InlineData(2, "::ffff:192.0.2.7", "192.0.2.7")]
    public void The_chain_is_followed_from_the_right_as_far_as_it_is_trusted(int hops, string header, string client)
    {
        var environ = Request("10.9.9.9", ("X-Forwarded-For", header));

        Fix(environ, options =>
        {
            options.MaxHops = hops;
            options.TrustedNetworks.Add(IPNetwork.Parse("10.0.0.0/8"));
        }).ShouldBeNull();

        environ.RemoteAddr.ShouldBe(client);
    }

    [Theory]
    [InlineData(1, "10.0.0.1")]
    [InlineData(2, "192.0.2.7")]
    [InlineData(3, "203.0.113.9")]
    [InlineData(4, "203.0.113.9")]
    public void Where_any_peer_is_trusted_only_the_number_counts(int hops, string client)
    {
        var environ = Request("198.51.100.1", ("X-Forwarded-For", "203.0.113.9, 192.0.2.7, 10.0.0.1"));

        Fix(environ, options => (options.TrustAnyPeer, options.MaxHops) = (true, hops)).ShouldBeNull();

        environ.RemoteAddr.ShouldBe(client);
    }

    [Fact]
    public void A_peer_without_an_address_is_a_proxy_on_a_unix_socket()
    {
        var environ = Request(null, ("X-Forwarded-For", "192.0.2.7"));

        Fix(environ, _ => { }).ShouldBeNull();

        environ.RemoteAddr.ShouldBe("192.0.2.7");
    }

    [Fact]
    public void An_ipv4_peer_on_a_dual_stack_socket_is_in_its_ipv4_network()
    {
        var environ = Request("::ffff:127.0.0.1", ("X-Forwarded-For", "192.0.2.7"));

        Fix(environ, _ => { }).ShouldBeNull();

        environ.RemoteAddr.ShouldBe("192.0.2.7");
    }

    [Fact]
    public void Host_port_and_prefix_change_the_url_the_app_sees()
    {
        var environ = Request(
            "127.0.0.1", ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "www.example.com:8443"), ("X-Forwarded-Prefix", "/shop/"));
        environ[EnvironKeys.ServerPort] = "5000";

        Fix(environ, All).ShouldBeNull();

        environ.Url.ToString().ShouldBe("https://www.example.com:8443/shop/x");
        (environ.ServerName, environ.ServerPort, environ.ScriptName, environ[EnvironKeys.Https])
            .ShouldBe(("www.example.com", 8443, "/shop", "on"));
    }

    [Theory]
    [InlineData("https", "443", "https://127.0.0.1/x")]
    [InlineData("https", "8443", "https://127.0.0.1:8443/x")]
    [InlineData("http", "8080", "http://127.0.0.1:8080/x")]
    public void A_forwarded_port_is_the_port_of_the_url(string proto, string port, string url)
    {
        var environ = Request("127.0.0.1", ("X-Forwarded-Proto", proto), ("X-Forwarded-Port", port));

        Fix(environ, All).ShouldBeNull();

        (environ.Url.ToString(), environ[EnvironKeys.ServerPort]).ShouldBe((url, port));
    }

    [Fact]
    public void What_only_the_outer_proxy_says_counts_and_so_does_what_the_inner_one_says_alone()
    {
        var environ = Request("127.0.0.1", ("X-Forwarded-For", "192.0.2.7, 127.0.0.2"), ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "outer.example, inner.example"));

        Fix(environ, options =>
        {
            All(options);
            options.MaxHops = 2;
        }).ShouldBeNull();

        (environ.RemoteAddr, environ.UrlScheme, environ.Header("Host")).ShouldBe(("192.0.2.7", "https", "outer.example"));
        environ.Header("X-Forwarded-For").ShouldBe("192.0.2.7, 127.0.0.2");
    }

    [Fact]
    public void The_original_entries_are_kept()
    {
        var environ = Request("127.0.0.1", ("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https"));

        Fix(environ, _ => { }).ShouldBeNull();

        var original = (IReadOnlyDictionary<string, object?>)environ[ProxyFix.OriginalKey]!;
        (original[EnvironKeys.RemoteAddr], original[EnvironKeys.UrlScheme], original[EnvironKeys.Https])
            .ShouldBe(("127.0.0.1", "http", null));
        ((IReadOnlyList<(string, string)>)environ[EnvironKeys.RawHeaders]!).ShouldContain(("X-Forwarded-For", "192.0.2.7"));
    }

    [Theory]
    [InlineData("MaxHops")]
    [InlineData("TrustedNetworks")]
    [InlineData("Headers")]
    public void Options_that_make_no_sense_are_refused_by_name(string option) =>
        Should.Throw<ArgumentException>(() => new ProxyFix(options =>
        {
            if (option == "MaxHops")
                options.MaxHops = 0;
            else if (option == "TrustedNetworks")
                options.TrustedNetworks.Clear();
            else
                (options.UseForwarded, options.Headers) = (true, ProxyHeaders.Prefix);
        })).Message.ShouldContain("ProxyFixOptions." + option);
}
