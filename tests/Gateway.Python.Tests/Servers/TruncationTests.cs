using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Python.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Python.Tests.Servers;

[Requires(Support.Python.Program)]
public sealed class TruncationTests : IAsyncLifetime
{
    private readonly PythonApp _app = new("behaviour:plain", Support.Python.Options());
    private KestrelHost _host = null!;

    public async Task InitializeAsync() => _host = await KestrelHost.StartAsync(server => server.MapGatewayApp("/", _app));

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _app.DisposeAsync();
    }

    [RequiringTheory]
    [InlineData("1.0")]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_client_can_tell_a_response_that_failed_from_a_whole_one(string version)
    {
        var address = version == "2.0" ? _host.Http2 : _host.Http1;
        using var client = KestrelHost.Client(address, Version.Parse(version));
        (await client.GetStringAsync("/several_blocks")).ShouldBe("one two three");
        await Should.ThrowAsync<HttpRequestException>(() => client.GetStringAsync("/raise_after_block"));
        await Should.ThrowAsync<HttpRequestException>(() => client.GetStringAsync("/die_after_block"));
        (await client.GetAsync(new Uri("/raise_before_head", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [RequiringTheory]
    [InlineData("/echo", "HTTP/1.1 100 Continue")]
    [InlineData("/hello", "HTTP/1.1 200 OK")]
    public async Task Continue_is_sent_when_the_app_reads_and_not_before(string path, string first)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_host.Http1.Host, _host.Http1.Port);
        await using var stream = client.GetStream();
        var head = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        using var lines = new StreamReader(stream);
        (await lines.ReadLineAsync()).ShouldBe(first);
    }

    [RequiringFact]
    public async Task A_large_upload_is_passed_on_in_pieces()
    {
        using var client = KestrelHost.Client(_host.Http1);
        using var body = new StreamContent(new MemoryStream(new byte[20_000_000]));
        var response = await client.PostAsync(new Uri("/count_bytes", UriKind.Relative), body);
        (await response.Content.ReadAsStringAsync()).ShouldBe("20000000");
    }

    [RequiringFact]
    public async Task An_iterable_is_closed_soon_after_its_client_has_left()
    {
        using (var client = KestrelHost.Client(_host.Http1))
        {
            await using var stream = await client.GetStreamAsync(new Uri("/stream_forever", UriKind.Relative));
            (await stream.ReadAsync(new byte[5])).ShouldBeGreaterThan(0);
        }

        using var other = KestrelHost.Client(_host.Http1);
        (await other.GetStringAsync("/closed_yet")).ShouldBe("yes");
    }
}
