using System.Text;
using Gateway.Fuzzing.Connections;
using Gateway.Fuzzing.Engine;

namespace Gateway.Fuzzing.Regressions;

/// <summary>What fuzzing has come upon, kept by name.</summary>
public class FoundByFuzzingTests
{
    [Fact]
    public async Task A_renamed_length_beside_the_clients_own_ends_one_connection_only()
    {
        // Kestrel fails on its own renaming, before any pipeline: the process has to live, and the next client to be served.
        await using var hosts = await FuzzHosts.StartAsync(host => new ProbeApp(host).Run);
        var host = hosts.At(0);
        var target = new FuzzTarget(nameof(FoundByFuzzingTests));

        var failed = await host.RunAsync(target, new FuzzCase(1, 0),
            Bytes("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\nX-Content-Length: 7\r\n\r\n0\r\n\r\n"));
        failed.ShouldBeEmpty();

        var next = await host.RunAsync(target, new FuzzCase(1, 0), Bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        next.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_preface_of_http_2_at_an_http_1_endpoint_gets_nothing_but_a_goaway()
    {
        await using var hosts = await FuzzHosts.StartAsync(host => new ProbeApp(host).Run);

        var responses = await hosts.At(0)
            .RunAsync(new FuzzTarget(nameof(FoundByFuzzingTests)), new FuzzCase(1, 0), Bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));

        responses.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_trailer_that_is_not_text_is_the_clients_fault()
    {
        await using var host = await FuzzHost.StartAsync(FuzzProfile.All[0], _ => SwallowsBodyErrors);

        var responses = await host.RunAsync(new FuzzTarget(nameof(FoundByFuzzingTests)), new FuzzCase(1, 0),
            Bytes("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-T:\u00a09\r\n\r\n"));

        responses.ShouldHaveSingleItem().Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_control_character_in_the_target_is_refused()
    {
        await using var host = await FuzzHost.StartAsync(FuzzProfile.All[0], host => new ProbeApp(host).Run);

        var responses = await host.RunAsync(
            new FuzzTarget(nameof(FoundByFuzzingTests)), new FuzzCase(1, 0), Bytes("GET /a?\u0005 HTTP/1.1\r\nHost: a\r\n\r\n"));

        responses.ShouldHaveSingleItem().Status.ShouldBe(400);
    }

    [Fact]
    public async Task Two_content_types_are_refused_instead_of_one_being_lost()
    {
        await using var host = await FuzzHost.StartAsync(FuzzProfile.All[0], _ => (_, startResponse) =>
        {
            startResponse("200 OK", [("Content-Type", "a/b"), ("content-type", "c/d")]);
            return Body.Empty;
        });

        var responses = await host.RunAsync(
            new FuzzTarget(nameof(FoundByFuzzingTests)), new FuzzCase(1, 0), Bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));

        responses.ShouldHaveSingleItem().Status.ShouldBe(500);
    }

    [Fact]
    public void A_line_end_after_a_host_names_no_other_host()
    {
        var environ = Environ.ForRequest();
        environ["HTTP_HOST"] = "example.com\n";
        environ.PathInfo = "";

        environ.Url.Host.ShouldBe("example.com");
        environ.PathInfo = "/evil";
        Should.Throw<UriFormatException>(() => environ.Url);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> SwallowsBodyErrors(Environ environ, StartResponse startResponse)
    {
        try
        {
            environ.Input.CopyTo(Stream.Null);
        }
        catch (RequestBodyException)
        {
        }

        startResponse("200 OK", []);
        return Body.Text("hello");
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
