using System.Net;
using System.Text.RegularExpressions;
using Gateway.Python.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Gateway.Python.Tests.Frameworks;

[Requires(Support.Python.Program, Package.Django)]
public sealed class DjangoTests : IAsyncLifetime
{
    private readonly PythonApp _app = new("django_app", Support.Python.Options());
    private KestrelHost _host = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _host = await KestrelHost.StartAsync(server => server.MapGatewayApp("/", _app));
        _client = KestrelHost.Client(_host.Http1);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _app.DisposeAsync();
    }

    [RequiringFact]
    public async Task A_form_needs_its_csrf_token()
    {
        var token = await _client.GetStringAsync("/form");
        using var without = new FormUrlEncodedContent([new("name", "Zoë")]);
        (await _client.PostAsync(new Uri("/form", UriKind.Relative), without)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var with = new FormUrlEncodedContent([new("name", "Zoë"), new("csrfmiddlewaretoken", token)]);
        var response = await _client.PostAsync(new Uri("/form", UriKind.Relative), with);
        (await response.Content.ReadAsStringAsync()).ShouldBe("hello Zoë");
    }

    [RequiringFact]
    public async Task An_upload_arrives()
    {
        var token = await _client.GetStringAsync("/upload");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "csrfmiddlewaretoken" },
            { new ByteArrayContent(new byte[3_000_000]), "file", "data.bin" },
        };
        var response = await _client.PostAsync(new Uri("/upload", UriKind.Relative), form);
        (await response.Content.ReadAsStringAsync()).ShouldBe("3000000");
    }

    [RequiringFact]
    public async Task A_stream_arrives() => (await _client.GetStringAsync("/stream")).ShouldBe("0\n1\n2\n3\n4\n");

    [RequiringFact]
    public async Task The_admin_lets_its_user_in()
    {
        var page = await _client.GetStringAsync("/admin/login/");
        var token = Regex.Match(page, "csrfmiddlewaretoken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent([
            new("username", "admin"), new("password", "secret"), new("csrfmiddlewaretoken", token), new("next", "/admin/")]);
        var response = await _client.PostAsync(new Uri("/admin/login/", UriKind.Relative), form);
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await _client.GetStringAsync("/admin/")).ShouldContain("Site administration");
    }
}
