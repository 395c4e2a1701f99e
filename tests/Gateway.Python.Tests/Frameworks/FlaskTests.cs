using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Python.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Python.Tests.Frameworks;

[Requires(Support.Python.Program, Package.Flask)]
public sealed class FlaskTests : IAsyncLifetime
{
    private readonly PythonApp _app = new("flask_app:app", Support.Python.Options());
    private KestrelHost _host = null!;

    public async Task InitializeAsync() => _host = await KestrelHost.StartAsync(server => server.MapGatewayApp(
        "/shop", (environ, startResponse) =>
    {
        environ["REMOTE_USER"] = "alice";
        return _app.InvokeAsync(environ, startResponse);
    }));

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _app.DisposeAsync();
    }

    [RequiringTheory]
    [InlineData("http1")]
    [InlineData("http2")]
    [InlineData("tls")]
    public async Task Flask_is_served_over_every_protocol(string protocol)
    {
        using var client = Client(protocol);
        var answer = await client.GetFromJsonAsync<JsonElement>("/shop/json");
        answer.GetProperty("name").GetString().ShouldBe("Grüße");
        answer.GetProperty("url").GetString().ShouldBe(new Uri(client.BaseAddress!, "/shop/json").ToString());
        answer.GetProperty("root").GetString().ShouldBe("/shop");
        (await client.GetStringAsync("/shop/stream?end=x")).ShouldBe("0 x\n1 x\n2 x\n3 x\n4 x\n");
        (await client.GetAsync(new Uri("/shop/error", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [RequiringFact]
    public async Task A_session_is_kept_in_its_cookie()
    {
        using var client = Client("http1");
        using var form = new FormUrlEncodedContent([new("user", "bob")]);
        (await client.PostAsync(new Uri("/shop/sign-in", UriKind.Relative), form)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.GetStringAsync("/shop/me")).ShouldBe("bob");
    }

    [RequiringTheory]
    [InlineData(10)]
    [InlineData(3_000_000)]
    public async Task An_upload_arrives_as_a_form(int length)
    {
        using var client = Client("tls");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[length]), "file", "data.bin" } };
        var response = await client.PostAsync(new Uri("/shop/upload", UriKind.Relative), form);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("length").GetInt32().ShouldBe(length);
    }

    [RequiringFact]
    public async Task A_file_is_sent_whole_in_part_and_not_again()
    {
        using var client = Client("http1");
        var expected = await File.ReadAllTextAsync(Path.Combine(Support.Python.Apps, "flask_app.py"));
        var whole = await client.GetAsync(new Uri("/shop/file", UriKind.Relative));
        (await whole.Content.ReadAsStringAsync()).ShouldBe(expected);

        using var part = new HttpRequestMessage(HttpMethod.Get, "/shop/file") { Headers = { Range = new(3, 9) } };
        var partial = await client.SendAsync(part);
        partial.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await partial.Content.ReadAsStringAsync()).ShouldBe(expected[3..10]);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/shop/file") { Headers = { IfNoneMatch = { whole.Headers.ETag! } } };
        (await client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [RequiringFact]
    public async Task Middleware_in_front_signs_the_user_in()
    {
        using var client = Client("http1");
        (await client.GetStringAsync("/shop/user")).ShouldBe("alice");
    }

    [RequiringFact]
    public async Task A_path_outside_ascii_is_routed()
    {
        using var client = Client("http1");
        (await client.GetStringAsync("/shop/ünïcode/Zoë")).ShouldBe("Zoë");
    }

    private HttpClient Client(string protocol) => protocol switch
    {
        "http1" => KestrelHost.Client(_host.Http1),
        "http2" => KestrelHost.Client(_host.Http2, HttpVersion.Version20),
        _ => KestrelHost.Client(_host.Tls, HttpVersion.Version20),
    };
}
