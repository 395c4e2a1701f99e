using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Toolkit.Tests;

/// <summary>Bodies over a real connection, in both shapes.</summary>
public sealed class RequestOnKestrelTests : IAsyncLifetime
{
    private readonly WebApplication _application;

    public RequestOnKestrelTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 100_000);
        _application = builder.Build();
        _application.MapGatewayApp("/sync", Handler.ToApp(Describe).Use(Lint.Check));
        _application.MapGatewayApp("/async", Handler.ToApp(DescribeAsync).Use(Lint.Check));
    }

    public static TheoryData<string> Shapes => ["sync", "async"];

    public Task InitializeAsync() => _application.StartAsync();

    public Task DisposeAsync() => _application.DisposeAsync().AsTask();

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_upload_is_read_in_parts(string shape)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("note"), "title" },
            { new ByteArrayContent(new byte[50_000]), "file", "naïve.bin" },
        };
        (await PostAsync(shape, "parts", form)).ShouldBe((HttpStatusCode.OK, "title:4 file:50000"));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_form_is_read(string shape)
    {
        using var form = new FormUrlEncodedContent([new("a", "ö & ü")]);
        (await PostAsync(shape, "form", form)).ShouldBe((HttpStatusCode.OK, "a=ö & ü"));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task JSON_is_read(string shape)
    {
        using var json = new StringContent("""{"x":1,"y":2}""", new MediaTypeHeaderValue("application/json", "utf-8"));
        (await PostAsync(shape, "json", json)).ShouldBe((HttpStatusCode.OK, "Point { X = 1, Y = 2 }"));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task What_the_server_refuses_is_told_with_its_status(string shape)
    {
        using var large = new ByteArrayContent(new byte[100_001]);
        large.Headers.ContentType = new("application/json");
        var (status, text) = await PostAsync(shape, "json", large);
        status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        text.ShouldContain("The body is longer than this server takes.");
    }

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(string shape, string kind, HttpContent content)
    {
        using var client = new HttpClient { BaseAddress = new Uri(_application.Urls.Single()) };
        using var response = await client.PostAsync(new Uri($"/{shape}/{kind}", UriKind.Relative), content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static Response Describe(Request request)
    {
        switch (request.Path)
        {
            case "/json":
                return Response.Text(request.ReadJson(TestJson.Default.Point).ToString());
            case "/form":
                return Response.Text(Describe(request.ReadForm()));
            default:
                var text = new StringBuilder();
                foreach (var part in request.ReadMultipart())
                {
                    using var body = new MemoryStream();
                    part.Body.CopyTo(body);
                    text.Append(text.Length == 0 ? "" : " ").Append(part.Name).Append(':').Append(body.Length);
                }

                return Response.Text(text.ToString());
        }
    }

    private static async ValueTask<Response> DescribeAsync(Request request)
    {
        switch (request.Path)
        {
            case "/json":
                return Response.Text((await request.ReadJsonAsync(TestJson.Default.Point)).ToString());
            case "/form":
                return Response.Text(Describe(await request.ReadFormAsync()));
            default:
                var text = new StringBuilder();
                await foreach (var part in request.ReadMultipartAsync())
                {
                    using var body = new MemoryStream();
                    await part.Body.CopyToAsync(body);
                    text.Append(text.Length == 0 ? "" : " ").Append(part.Name).Append(':').Append(body.Length);
                }

                return Response.Text(text.ToString());
        }
    }

    private static string Describe(Form form) => string.Join(' ', form.Fields.Select(field => $"{field.Key}={field.Value}"));
}
