using System.Net;
using Gateway.Cgi.Tests.Processes;
using Gateway.Cgi.Tests.Support;

namespace Gateway.Cgi.Tests.Servers;

/// <summary>The probe as a CGI program, under the linter, behind a real web server with the configuration of docs/cgi.md.</summary>
public abstract class CgiServerTests : IAsyncLifetime
{
    private CgiSite _site = null!;

    private protected HttpClient Client => _site.Client;

    private protected string Log => _site.Server.Log;

    private protected abstract Task<CgiSite> StartAsync();

    public async Task InitializeAsync() => _site = await StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [RequiringFact]
    public async Task The_environ_is_that_of_the_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hello/environ?q=a%2Fb&x");
        request.Headers.Add("X-Custom", "1");
        request.Headers.Add("Proxy", "http://evil");
        request.Headers.Add("Cookie", "a=1; b=2");
        request.Headers.Add("Authorization", "Basic eDp5");

        var environ = (await Text(request)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2))
            .ToDictionary(entry => entry[0], entry => entry[1]);

        environ["REQUEST_METHOD"].ShouldBe("GET");
        environ["SCRIPT_NAME"].ShouldBe("/hello");
        environ["PATH_INFO"].ShouldBe("/environ");
        environ["QUERY_STRING"].ShouldBe("q=a%2Fb&x");
        environ["REQUEST_URI"].ShouldBe("/hello/environ?q=a%2Fb&x");
        environ["RAW_URI"].ShouldBe("/hello/environ?q=a%2Fb&x");
        environ["SERVER_PROTOCOL"].ShouldBe("HTTP/1.1");
        environ["GATEWAY_INTERFACE"].ShouldBe("CGI/1.1");
        environ["REMOTE_ADDR"].ShouldBe("127.0.0.1");
        environ["HTTP_X_CUSTOM"].ShouldBe("1");
        environ["HTTP_COOKIE"].ShouldBe("a=1; b=2");
        environ["HTTP_AUTHORIZATION"].ShouldBe("Basic eDp5");
        environ.GetValueOrDefault("CONTENT_LENGTH", "0").ShouldBe("0");
        environ["wsgi.url_scheme"].ShouldBe("http");
        environ["wsgi.run_once"].ShouldBe("True");
        environ["wsgi.multithread"].ShouldBe("False");
        environ["wsgi.multiprocess"].ShouldBe("True");
        foreach (var absent in (string[])["HTTP_PROXY", "CONTENT_TYPE", "REMOTE_USER", "AUTH_TYPE", "HTTPS", "wsgi.websocket"])
            environ.ShouldNotContainKey(absent);
    }

    [RequiringTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_byte_goes_up_and_comes_back(bool chunked)
    {
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hello/echo") { Content = new ByteArrayContent(bytes) };
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK, Log);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(bytes);
    }

    [RequiringFact]
    public async Task Status_and_headers_arrive_and_repeats_stay_apart()
    {
        using var response = await Client.GetAsync("/hello/status");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Headers.GetValues("Set-Cookie").ShouldBe(["a=1", "b=2"]);
        response.Headers.Contains("Status").ShouldBeFalse();
        (await response.Content.ReadAsStringAsync()).ShouldBe("no such thing\n");
    }

    [RequiringFact]
    public async Task A_response_without_a_body_has_none()
    {
        using var response = await Client.GetAsync("/hello/nothing");
        using var head = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/hello/status"));

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        head.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        head.Content.Headers.ContentLength.ShouldBe(14);
    }

    [RequiringFact]
    public async Task A_block_arrives_before_the_next_is_produced()
    {
        using var gate = new Gate(Path.GetTempPath());

        using var response = await Client.GetAsync(
            $"/hello/stream?{Uri.EscapeDataString(gate.Path)}", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var first = new byte[6];
        await body.ReadExactlyAsync(first).AsTask().WaitAsync(TestTimeout.Limit);
        await gate.OpenAsync();

        first.ShouldBe("first "u8.ToArray());
        (await new StreamReader(body).ReadToEndAsync()).ShouldBe("second");
    }

    [RequiringFact]
    public async Task A_failure_before_the_head_is_a_500_that_tells_the_log_and_not_the_client()
    {
        using var response = await Client.GetAsync("/hello/fail");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync()).ShouldBe("The application failed. The server's log has the details.\n");
        Log.ShouldContain(ProbeApp.Secret);
    }

    [RequiringFact]
    public async Task A_failure_after_the_head_is_seen_by_the_client_where_the_length_was_told()
    {
        using var response = await Client.GetAsync("/hello/fail-late?length", HttpCompletionOption.ResponseHeadersRead);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentLength.ShouldBe(100);
        await Should.ThrowAsync<HttpRequestException>(response.Content.ReadAsStringAsync());
    }

    [RequiringFact]
    public async Task The_app_learns_that_the_client_has_gone()
    {
        using var gate = new Gate(Path.GetTempPath());

        using (var response = await Client.GetAsync(
            $"/hello/endless?{Uri.EscapeDataString(gate.Path)}", HttpCompletionOption.ResponseHeadersRead))
            response.StatusCode.ShouldBe(HttpStatusCode.OK, Log);

        (await gate.HearAsync()).ShouldBe(nameof(GatewayClientDisconnectedException));
    }

    [RequiringFact]
    public async Task A_path_is_decoded()
    {
        (await Text("/hello/caf%C3%A9/a%20b")).ShouldBe("/hello|/café/a b|/hello/caf%C3%A9/a%20b");
        (await Text("/hello")).ShouldBe("/hello||/hello");
    }

    /// <summary>Some of what differs, as docs/cgi.md tells it.</summary>
    private protected async Task Peculiarities(string slash, string notUtf8, string underscore, string reason)
    {
        (await Text("/hello/a%2Fb")).ShouldBe($"/hello|{slash}|/hello/a%2Fb");
        (await Text("/hello/bad%E9")).ShouldBe(notUtf8);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/hello/environ");
        request.Headers.TryAddWithoutValidation("X_Auth_User", "evil");
        (await Text(request)).Split('\n').FirstOrDefault(line => line.StartsWith("HTTP_X_AUTH_USER", StringComparison.Ordinal))
            .ShouldBe(underscore.Length == 0 ? null : underscore);

        using var response = await Client.GetAsync("/hello/fail-late", HttpCompletionOption.ResponseHeadersRead);
        (await response.Content.ReadAsStringAsync()).ShouldBe("first ", "without a length the client cannot tell that it was cut off");
        using var status = await Client.GetAsync("/hello/status");
        status.ReasonPhrase.ShouldBe(reason);
    }

    private Task<string> Text(string target) => Text(new HttpRequestMessage(HttpMethod.Get, target));

    private async Task<string> Text(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text + Log);
        return text;
    }
}
