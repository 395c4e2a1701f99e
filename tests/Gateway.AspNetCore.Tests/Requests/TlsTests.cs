using System.Security.Cryptography.X509Certificates;
using Gateway.AspNetCore.Tests.Support;

namespace Gateway.AspNetCore.Tests.Requests;

public sealed class TlsTests
{
    [Fact]
    public async Task A_connection_with_tls_says_so()
    {
        var answer = new Answer<Dictionary<string, object?>>();
        await using var host = await GatewayHost.StartAsync(Observed.Recording(answer), setup => setup.Tls = true);
        await using var connection = await host.ConnectTlsAsync();

        (await connection.GetAsync("/")).Status.ShouldBe(200);

        var environ = await answer.GetAsync();
        environ["wsgi.url_scheme"].ShouldBe("https");
        environ["HTTPS"].ShouldBe("on");
        environ["SSL_PROTOCOL"].ShouldBeOneOf("TLSv1.2", "TLSv1.3");
        environ["SSL_CIPHER"].ShouldBeOfType<string>().ShouldStartWith("TLS_");
        environ["SSL_SERVER_NAME"].ShouldBe("localhost");
        environ.ShouldNotContainKey("SSL_CLIENT_S_DN");
        environ.ShouldNotContainKey("gateway.client_certificate");
    }

    [Fact]
    public async Task A_connection_without_tls_has_none_of_its_entries()
    {
        var environ = await Observed.WithHeadersAsync("HTTPS: on", "SSL-PROTOCOL: TLSv1.3");

        environ.Keys.ShouldNotContain("HTTPS");
        environ.Keys.ShouldAllBe(key => !key.StartsWith("SSL_"));
    }

    [Fact]
    public async Task A_client_certificate_reaches_the_app()
    {
        var answer = new Answer<(string?, string?)>();
        await using var host = await GatewayHost.StartAsync(
            (environ, startResponse) =>
            {
                // The certificate lives as long as its connection.
                answer.Set((environ["SSL_CLIENT_S_DN"] as string, (environ["gateway.client_certificate"] as X509Certificate2)?.Thumbprint));
                startResponse("200 OK", []);
                return Body.Empty;
            },
            setup => (setup.Tls, setup.ClientCertificate) = (true, true));
        await using var connection = await host.ConnectTlsAsync(withCertificate: true);

        (await connection.GetAsync("/")).Status.ShouldBe(200);

        var (subject, thumbprint) = await answer.GetAsync();
        subject.ShouldBe("CN=alice");
        thumbprint.ShouldBe(TestCertificate.Client.Thumbprint);
    }

    [Fact]
    public async Task Http_2_over_tls_has_the_same_entries()
    {
        var answer = new Answer<Dictionary<string, object?>>();
        await using var host = await GatewayHost.StartAsync(Observed.Recording(answer), setup => setup.Tls = true);
        using var client = host.ConnectHttp2OverTls();

        using var response = await client.SendAsync("/x?q", request =>
        {
            request.Headers.Add("X-A", ["1", "2"]);
            request.Headers.Add("Cookie", ["a=1", "b=2"]);
        });

        var environ = await answer.GetAsync();
        environ["SERVER_PROTOCOL"].ShouldBe("HTTP/2");
        environ["HTTPS"].ShouldBe("on");
        environ["wsgi.url_scheme"].ShouldBe("https");
        environ["SERVER_NAME"].ShouldBe("localhost");
        environ["HTTP_HOST"].ShouldBe($"localhost:{host.TlsPort}");
        environ["PATH_INFO"].ShouldBe("/x");
        environ["QUERY_STRING"].ShouldBe("q");
        environ["RAW_URI"].ShouldBe("/x?q");
        environ["HTTP_COOKIE"].ShouldBe("a=1; b=2");
        ((string)environ["HTTP_X_A"]!).Replace(" ", "", StringComparison.Ordinal).ShouldBe("1,2");
        environ.Keys.ShouldAllBe(key => !key.Contains(':'));
    }
}
